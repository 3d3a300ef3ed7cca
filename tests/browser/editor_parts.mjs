// SPDX-License-Identifier: MIT
// What the editor's script counts and reads by itself, without a browser. Argument: the source.
import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'

const from = (name) => import(pathToFileURL(
  `${process.argv[2]}/engine/host/console/assets/src/editor/${name}.js`))
const { ByteWalk, bytesOf, indexOfByte, separatorOf } = await from('bytes')
const { widthFrom } = await from('split')
const { factsOf } = await from('simulate')
const { folded, graphOf } = await from('layout')
const { Asking, Refused } = await from('ask')

const text = 'a\u00e9\u20ac\u{1f600}z'
for (let index = 0; index <= text.length; ++index) {
  if (index === 4) continue // within a pair
  assert.equal(indexOfByte(text, Buffer.byteLength(text.slice(0, index))), index)
}
assert.equal(indexOfByte('abc', 99), 3)

// The editor counts a line end of two signs as one.
const pairs = '\ufeffa\r\n\u{1f600}b\r\nc'
const walk = new ByteWalk(pairs, '\r\n')
for (const [before, position] of [['', 0], ['\ufeff', 1], ['\ufeffa', 2], ['\ufeffa\r\n', 3],
  ['\ufeffa\r\n\u{1f600}', 5], ['\ufeffa\r\n\u{1f600}b\r\n', 7], [pairs, 8]]) {
  assert.equal(walk.to(bytesOf(before)), position, JSON.stringify(before))
}

for (const [kept, width] of [[null, 50], ['', 50], ['x', 50], ['60', 60], ['3', 25], ['900', 75]]) {
  assert.equal(widthFrom(kept), width)
}

for (const [given, separator] of [['', '\n'], ['a\nb', '\n'], ['a\r\nb\r\n', '\r\n'],
  ['a\r\nb\n', '\n'], ['a\rb\r\n', '\n']]) {
  assert.equal(separatorOf(given), separator)
  assert.equal(given.split(separatorOf(given)).join(separatorOf(given)), given)
}

assert.deepEqual(factsOf('supervised = true\nage=-3\nname = A = B\n\nnonsense\nday = 2026-03-17'),
  { supervised: true, age: -3, name: 'A = B', day: '2026-03-17' })

assert.deepEqual(folded('one two three', 7), ['one two', 'three'])
assert.deepEqual(folded('averylongword x', 4), ['averylongword', 'x'])

const graph = graphOf({
  states: [{ id: 'a', title: 'A', parent: '' }, { id: 'a.b', title: 'B', parent: 'a' }]
}, [{ id: 'e', from: 'a', to: 'a.b' }])
assert.equal(graph.children[0].children[0].id, 'a.b')
assert.deepEqual(graph.edges, [{ id: 'e', sources: ['a'], targets: ['a.b'] }])

// Of questions that come while one is under way only the last is asked.
const asked = []
let open = []
globalThis.fetch = (address, { body }) => new Promise((resolve) => {
  asked.push(new URLSearchParams(body).get('text'))
  open.push(() => resolve({ ok: true, status: 200, json: async () => ({ of: asked.at(-1) }) }))
})
const asking = new Asking({ dataset: { draft: 'd', file: 'f' } },
  { elements: { csrf: { value: 'token' } } })
const answers = ['1', '2', '3', '4'].map((value) => asking.latest('check', () => ({ text: value })))
for (let turn = 0; turn < 8; ++turn) {
  await new Promise((resolve) => setImmediate(resolve))
  open.splice(0).forEach((answer) => answer())
}
assert.deepEqual(await Promise.all(answers), [undefined, undefined, undefined, { of: '4' }])
assert.ok(asked.length <= 2 && asked.at(-1) === '4', 'asked: ' + asked)

// Whoever signed in anew has another token: it is asked for once, and the question again.
globalThis.document = { querySelectorAll: () => [] }
const tokens = []
globalThis.fetch = async (where, { body } = {}) => {
  if (where.startsWith('/definitions/edit/text?')) {
    return { ok: true, status: 200, json: async () => ({ text: '', seen: '', csrf: 'newer' }) }
  }
  tokens.push(new URLSearchParams(body).get('csrf'))
  const ok = tokens.at(-1) === 'newer'
  return { ok, status: ok ? 200 : 403, json: async () => ({}) }
}
await asking.ask('keep', { text: 'a' })
assert.deepEqual(tokens, ['token', 'newer'])
asking.csrf = 'newer'
globalThis.fetch = async () => ({ ok: false, status: 403, json: async () => ({ csrf: 'newer' }) })
await assert.rejects(asking.ask('check', {}), (error) => error.status === 403)

globalThis.fetch = async () => { throw new TypeError('no network') }
await assert.rejects(asking.ask('check', {}), (error) => error instanceof Refused && error.status === 0)
globalThis.fetch = async () => ({ ok: false, status: 401, json: async () => JSON.parse('<html>') })
await assert.rejects(asking.ask('check', {}), (error) => /signed out/.test(error.message))
console.log('all parts are right')
