// SPDX-License-Identifier: MIT
// An identity provider that people sign in to (oidc-provider): node sign_in.mjs PORT CONSOLE.
// Whoever types a name is that account; "guest" has no right here, "stranger" no staff id. It writes
// its address as one line once it can be asked.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [,, port, back] = process.argv;
const issuer = `http://127.0.0.1:${port}`;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['for a test'] },
  clients: [{
    client_id: 'throughgate',
    client_secret: 'a secret of the test',
    redirect_uris: [`${back}/sign-in/return`],
    post_logout_redirect_uris: [`${back}/sign-in/out`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  pkce: { methods: ['S256'], required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'staff_id', 'roles'] },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      ...(id === 'stranger' ? {} : { staff_id: id.toUpperCase() }),
      roles: id === 'guest' ? [] : ['ROLE_TG_WORK'],
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
