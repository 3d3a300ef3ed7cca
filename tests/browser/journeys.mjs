// SPDX-License-Identifier: MIT
// The journeys of the four roles through the console; see console_test.py, which says who the
// officers are, and what there is to be opened and approved, as JSON in TG_STAGE.
import assert from 'node:assert/strict'
import { walkEverywhere } from './everywhere.mjs'
import { alerted, manager, operator } from './manager.mjs'
import { responsibleOfficer } from './officer.mjs'
import { prisonStaff } from './prison.mjs'
import { address, look, looked, newPage, open } from './site.mjs'
import { keepView, refused } from './steps.mjs'
import { together } from './together.mjs'

const stage = JSON.parse(process.env.TG_STAGE)
const browser = await open()
const failed = []

// TG_ONLY: some of them, while one is written.
const only = new RegExp(process.env.TG_ONLY ?? '')

async function journey (name, walk) {
  if (!only.test(name)) return
  const began = Date.now()
  try {
    await walk()
    console.log(`ok ${name}, ${Date.now() - began} ms`)
  } catch (error) {
    failed.push(name)
    console.log(`NOT ok ${name}: ${error.stack}`)
  }
}

async function signingIn (kind) {
  const site = await newPage(browser, kind)
  await site.page.goto(address + '/')
  await look(site, 'sign-in')
  await site.hand.fill(site.page.locator('#user'), 'nobody')
  await site.hand.fill(site.page.locator('#password'), 'no password of anybody')
  await site.hand.press(site.page.locator('main button'))
  await refused(site.page, /wrong/)
  await look(site, 'sign-in-refused')
  await site.context.close()
}

await journey('a handoff across two browsers', () => together(browser, stage.shared))
for (const kind of Object.keys(stage.officers)) {
  await journey(`signing in, ${kind}`, () => signingIn(kind))
  await journey(`prison staff, ${kind}`, () => prisonStaff(browser, kind))
  const { user, foreign } = stage.officers[kind]
  await journey(`responsible officer, ${kind}`,
    () => responsibleOfficer(browser, kind, user, foreign))
  await journey(`manager, ${kind}`,
    () => manager(browser, kind, stage.opened[kind], stage.officer))
  await journey(`whoever is told of a broken glass, ${kind}`,
    () => alerted(browser, kind, stage.opened[kind], stage.author))
  await journey(`operator, ${kind}`, () => operator(browser, kind, stage.plans[kind]))
}
await journey('what was approved is published by its author', async () => {
  const plan = `${address}/api/v1/plans/${stage.plans.wide}`
  const headers = { Authorization: 'Bearer ' + stage.author }
  const done = await fetch(plan + '/application', { method: 'POST', headers })
  assert.equal(done.status, 200, await done.text())
})
await journey('a list is kept as a view, where that is offered', () => keepView(browser, 'officer'))
for (const kind of ['wide', 'narrow', 'enlarged', 'scriptless']) {
  const done = new Set()
  for (const user of ['officer', 'operator']) {
    await journey(`every page, ${user}, ${kind}`, () => walkEverywhere(browser, kind, user, done))
  }
}
await browser.close()
console.log('looked ' + [...looked].join(' '))
console.log(failed.length === 0 ? 'all journeys went well' : 'failed: ' + failed.join('; '))
process.exitCode = failed.length === 0 ? 0 : 1
