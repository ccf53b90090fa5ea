/** The longest text that can be an ID rather than a secret: a UUID with hyphens. */
export const MAX_ID_LENGTH = 36;

/** Whether a text, or a part of it, has the form of a secret: longer than any ID. */
export function hasSecretForm(text: string): boolean {
  return /[A-Za-z0-9_-]{37,}/.test(text);
}

/** A token without the quotes around it and the "Bearer" in front of it. */
export function unwrapToken(token: string): string {
  return token
    .replace(/^(authorization:)?\s*bearer\s+/i, '')
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^bearer\s/i, '')
    .trim();
}

/** Why a text can't be a token of any kind. */
export type TokenFault = 'bearer' | 'quotes' | 'white-space' | 'non-ascii';

/** Finds why a text can't be a token; undefined if it can. */
export function findTokenFault(token: string): TokenFault | undefined {
  if (/^(authorization:\s*)?bearer\b/i.test(token)) return 'bearer';
  if (/^["'`]|["'`]$/.test(token)) return 'quotes';
  if (/\s/.test(token)) return 'white-space';
  return /[^\x21-\x7e]/.test(token) ? 'non-ascii' : undefined;
}

/** Secrets of Cloudflare that aren't API tokens. */
export type OtherSecret = 'global-api-key' | 'turn-key-token';

/**
 * Recognizes a secret that isn't an API token by its form.
 *
 * Sources: https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/ and
 * https://developers.cloudflare.com/realtime/turn/generate-credentials/
 */
export function findOtherSecret(token: string): OtherSecret | undefined {
  if (token.startsWith('cfk_') || /^[0-9a-f]{37,45}$/.test(token)) return 'global-api-key';
  return /^[0-9a-f]{64}$/i.test(token) ? 'turn-key-token' : undefined;
}
