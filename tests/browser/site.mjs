// SPDX-License-Identifier: MIT
// A browser, what it must not meet on any page, and the journeys' small words. Arguments: the
// address of a running console, the password of all its users, a folder for pictures.
import axe from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { join } from 'node:path'

export const [,, address, password, pictures] = process.argv
const AxeBuilder = axe.default ?? axe

export const kinds = {
  wide: { viewport: { width: 1100, height: 900 } },
  narrow: { viewport: { width: 375, height: 800 } },
  enlarged: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, // 1280 at 200 %
  scriptless: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }
}

export async function open () {
  const options = { executablePath: process.env.TG_CHROMIUM, args: ['--no-sandbox'] }
  return chromium.launch(options)
}

/// A page of its own; what goes wrong in it fails the test.
export async function newPage (browser, kind) {
  const context = await browser.newContext(kinds[kind])
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const expected = message.text().startsWith('Failed to load resource: the server responded')
    if (message.type() === 'error' && !expected) faults.push(message.text())
  })
  page.on('request', (request) => {
    const ours = request.url().startsWith(address) || request.url().startsWith('data:')
    if (!ours) faults.push('it loads ' + request.url())
  })
  return { page, faults, kind, context }
}

export async function signIn (page, user) {
  await page.goto(address + '/sign-in')
  await page.fill('#user', user)
  await page.fill('#password', password)
  await page.click('main button')
  await page.waitForURL('**/work')
}

/// Takes a picture; nothing lies outside the width of the page; axe finds nothing.
export async function look ({ page, faults, kind }, name) {
  await page.screenshot({ path: join(pictures, `${kind}-${name}.png`), fullPage: true })
  assert.deepEqual(faults, [], `${name}, ${kind}`)
  assert.equal(await page.locator('h1').count(), 1, `${name}, ${kind}: one heading`)
  if (kind === 'scriptless') return
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(beyond <= 0, `${name}, ${kind}: ${beyond} pixels lie outside`)
  const left = await page.evaluate(
    () => document.querySelector('main').getBoundingClientRect().left)
  assert.ok(left >= 14, `${name}, ${kind}: words stand ${left} pixels from the edge`)
  const found = await new AxeBuilder({ page }).analyze()
  const told = found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`)
  assert.deepEqual(told, [], `${name}, ${kind}`)
}

/// The words of whatever has the focus.
export function focused (page) {
  return page.evaluate(() => document.activeElement?.innerText ?? '')
}
