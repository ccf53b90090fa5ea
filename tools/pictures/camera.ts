import { chromium } from 'playwright-core';
import sharp from 'sharp';

/** For a reader of GitHub who chose a light or a dark ground. */
type Theme = 'light' | 'dark';

export type Camera = {
  /** Shows a page in a window so wide, and returns its `<main>` as a PNG with two pixels for each of CSS. */
  readonly take: (html: string, view: { readonly theme: Theme; readonly width: number }) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

/** Starts Chromium without a window, with an empty profile and without a network: what a page needs is in it. */
export async function openCamera(executablePath: string): Promise<Camera> {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-proxy-server',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
  const take: Camera['take'] = async (html, { theme, width }) => {
    const context = await browser.newContext({
      colorScheme: theme,
      viewport: { width, height: 800 },
      deviceScaleFactor: 2,
      javaScriptEnabled: false,
      offline: true,
    });
    try {
      const page = await context.newPage();
      await page.setContent(html);
      const picture = await page.locator('main').screenshot({ omitBackground: true });
      // 256 colours are enough for text, and a third of the bytes.
      return await sharp(picture)
        .png({ palette: true, effort: 10, compressionLevel: 9, dither: 0 })
        .toBuffer();
    } finally {
      await context.close();
    }
  };
  return { take, close: () => browser.close() };
}
