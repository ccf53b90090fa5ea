import type { TURNDeleteResponse, TURNGetResponse, TURNListResponse } from 'cloudflare/resources/calls/turn';
import type { TurnKey } from '../../src/cloudflare/turn-keys.ts';

// Held against Cloudflare's own library by the compiler: this file fails to compile when the two come apart. The library
// says that every field is there; its API reference does not, and this action takes them as they come.

// The names are held equal too: a field that may be missing hinders no assignment.
type Same<A, B> = [A, B, keyof A, keyof B] extends [B, A, keyof B, keyof A] ? true : false;

/** A key as this action knows it, with every field there. */
type WholeKey = Required<TurnKey>;

export const IS_DELETE_RESPONSE: Same<WholeKey, Readonly<TURNDeleteResponse>> = true;
export const IS_GET_RESPONSE: Same<WholeKey, Readonly<TURNGetResponse>> = true;
export const IS_LIST_ENTRY: Same<WholeKey, Readonly<TURNListResponse>> = true;
