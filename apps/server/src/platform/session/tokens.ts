import { SignJWT, exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";
import type { CryptoKey, JWK } from "jose";
import type { Clock } from "../clock.ts";

/** The claims of an access token. Rights are never in it: they are read per request. */
export interface Claims {
  personId: string;
  sessionId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface Tokens {
  issue(personId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }>;
  /** Null for anything that is not a valid, unexpired token of ours. */
  verify(token: string): Promise<Claims | null>;
}

const LIFETIME_MS = 10 * 60_000;
const PINNED = { alg: "EdDSA", iss: "tartip", aud: "tartip", typ: "at+jwt" } as const;
const MOST_REMEMBERED = 5_000;

/** The key pair as JSON, for table `keys`. */
export async function makeKeyPair(): Promise<string> {
  const { privateKey } = await generateKeyPair(PINNED.alg, { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

/** @param stored what `makeKeyPair` made */
export async function openTokens(stored: string, clock: Clock): Promise<Tokens> {
  // reason: the text was written by makeKeyPair, and importJWK refuses anything else
  const jwk = JSON.parse(stored) as JWK;
  const { d: _private, ...publicJwk } = jwk;
  const privateKey = await importJWK(jwk, PINNED.alg);
  const publicKey = await importJWK(publicJwk, PINNED.alg);
  // reason: an OKP key imports as a CryptoKey; only symmetric keys come as bytes
  return new RememberingTokens(privateKey as CryptoKey, publicKey as CryptoKey, clock);
}

/** Checks each token's signature once and remembers its claims until it expires. */
class RememberingTokens implements Tokens {
  private readonly known = new Map<string, Claims>();
  private readonly privateKey: CryptoKey;
  private readonly publicKey: CryptoKey;
  private readonly clock: Clock;

  constructor(privateKey: CryptoKey, publicKey: CryptoKey, clock: Clock) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.clock = clock;
  }

  async issue(personId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }> {
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    const exp = seconds + LIFETIME_MS / 1000;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: PINNED.alg, typ: PINNED.typ })
      .setSubject(personId)
      .setIssuer(PINNED.iss)
      .setAudience(PINNED.aud)
      .setExpirationTime(exp)
      .sign(this.privateKey);
    return { token, expiresAt: new Date(exp * 1000) };
  }

  async verify(token: string): Promise<Claims | null> {
    const claims = this.known.get(token) ?? (await this.check(token));
    if (claims && claims.expiresAt > this.clock.now().getTime()) return claims;
    this.known.delete(token);
    return null;
  }

  private async check(token: string): Promise<Claims | null> {
    const claims = await this.read(token);
    if (!claims) return null;
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(token, claims);
    return claims;
  }

  private async read(token: string): Promise<Claims | null> {
    try {
      const { payload } = await jwtVerify(token, this.publicKey, {
        algorithms: [PINNED.alg],
        issuer: PINNED.iss,
        audience: PINNED.aud,
        typ: PINNED.typ,
        requiredClaims: ["sub", "sid", "exp"],
        currentDate: this.clock.now(),
      });
      const { sub, sid, exp } = payload;
      if (typeof sub !== "string" || typeof sid !== "string" || typeof exp !== "number") return null;
      return { personId: sub, sessionId: sid, expiresAt: exp * 1000 };
    } catch {
      return null;
    }
  }
}
