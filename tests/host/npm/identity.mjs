// SPDX-License-Identifier: MIT
// An identity provider for tests (oauth2-mock-server), told what to do by lines of JSON:
//   {"do":"start","port":0}   {"do":"generate","alg":"RS256","kid":"one"}   {"do":"stop"}
//   {"do":"token","kid":"one","claims":{...}}      as the provider itself makes them
//   {"do":"sign","kid":"one","header":{...},"claims":{...}}   by one of its keys, with any head
//   {"do":"forge","how":"none|hmac|stranger","kid":"one","header":{...},"claims":{...}}
//   {"do":"keys"}             the public key set
// Each is answered by one line of JSON.
import { createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';

let server = null;

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const withDefaults = (claims) => {
  const now = Math.floor(Date.now() / 1000);
  const whole = { iss: server.issuer.url, iat: now, nbf: now - 10, exp: now + 600, ...claims };
  for (const [name, value] of Object.entries(whole)) if (value === null) delete whole[name];
  return whole;
};
const keyOf = (kid) => server.issuer.keys.toJSON(true).find((key) => key.kid === kid);

async function sign(key, header, claims) {
  return new SignJWT(withDefaults(claims)).setProtectedHeader(header).sign(key);
}

async function forge({ how, kid, header, claims }) {
  const head = { typ: 'JWT', kid, ...header };
  if (how === 'stranger') {
    const { privateKey } = await generateKeyPair('RS256');
    return sign(privateKey, { alg: 'RS256', ...head }, claims);
  }
  const alg = how === 'none' ? 'none' : 'HS256';
  const input = `${encoded({ alg, ...head })}.${encoded(withDefaults(claims))}`;
  if (how === 'none') return `${input}.`;
  const { n, e, kty } = keyOf(kid);
  const pem = await exportSPKI(await importJWK({ n, e, kty }, 'RS256', { extractable: true }));
  return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
}

const deeds = {
  async start({ port }) {
    server = new OAuth2Server();
    await server.start(port || undefined, '127.0.0.1');
    const at = server.address();
    server.issuer.url = `http://127.0.0.1:${at.port}`;
    return { url: server.issuer.url, port: at.port };
  },
  async stop() {
    await server.stop();
    return {};
  },
  async generate({ alg, kid }) {
    await server.issuer.keys.generate(alg, { kid });
    return {};
  },
  async token({ kid, claims }) {
    const transform = (_, payload) => Object.assign(payload, claims);
    return { token: await server.issuer.buildToken({ kid, scopesOrTransform: transform }) };
  },
  async sign({ kid, header, claims }) {
    const key = keyOf(kid);
    const head = { alg: key.alg, kid, typ: 'at+jwt', ...header };
    for (const [name, value] of Object.entries(head)) if (value === null) delete head[name];
    return { token: await sign(await importJWK(key, head.alg), head, claims) };
  },
  async forge(line) {
    return { token: await forge(line) };
  },
  async keys() {
    return { keys: server.issuer.keys.toJSON() };
  },
};

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text);
  let answer;
  try {
    answer = await deeds[line.do](line);
  } catch (fault) {
    answer = { fault: String(fault) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
