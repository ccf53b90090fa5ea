/** Cloudflare's codes that decide something, from https://developers.cloudflare.com/api/ and responses of the live API. */

/** "TURN key not found", on whatever HTTP status. */
export const NOT_FOUND = 20008;

/** "Please wait and consider throttling your request speed", which comes with HTTP 429 or 200. */
export const THROTTLED = 971;
