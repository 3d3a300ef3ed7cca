// SPDX-License-Identifier: MIT
// Everybody's pages of figures, in every kind of browser; see figures_test.py.
import assert from 'node:assert/strict'
import { address, kinds, look, newPage, open, signIn } from './site.mjs'

const figures = ['people', 'workload', 'handoffs', 'releases', 'unreachable', 'inspection']
const operating = ['definitions', 'audit', 'system']

const browser = await open()
for (const kind of Object.keys(kinds)) {
  for (const [user, pages] of [['cedar', figures], ['iris', operating]]) {
    const site = await newPage(browser, kind)
    await signIn(site.page, user)
    for (const name of pages) {
      await site.page.goto(`${address}/${name}`)
      await look(site, name)
    }
    await site.context.close()
  }
}
const site = await newPage(browser, 'wide')
await signIn(site.page, 'cedar')
await site.page.goto(address + '/inspection?from=friday')
await look(site, 'inspection-refused')
await site.page.fill('#from', '')
await site.page.click('.tg-filter button')
assert.equal(await site.page.locator('.govuk-error-summary').count(), 0)
await site.page.goto(address + '/workload')
assert.equal(await site.page.locator('svg.tg-bars:visible').count(), 2)
await browser.close()
console.log('all pages were looked at')
