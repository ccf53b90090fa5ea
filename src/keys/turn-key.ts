/**
 * A TURN key as Cloudflare describes it. Every field may be missing; dates are RFC 3339.
 *
 * Source: https://developers.cloudflare.com/api/resources/calls/subresources/turn/
 */
export type TurnKey = {
  readonly uid?: string;
  readonly name?: string;
  readonly created?: string;
  readonly modified?: string;
};

/** Whether a text can be the ID of a TURN key: 32 letters, digits, `-` or `_`, none of which means anything in a URL. */
export function isKeyId(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}
