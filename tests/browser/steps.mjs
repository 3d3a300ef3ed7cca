// SPDX-License-Identifier: MIT
// What several journeys do in the same way.
import assert from 'node:assert/strict'
import { address, newPage, signIn } from './site.mjs'

/// Signed in, where the page that was asked for shows.
export async function start (browser, kind, user, path = '/work') {
  const site = await newPage(browser, kind)
  await site.page.goto(address + path)
  await signIn(site.page, user, site.hand)
  assert.equal(new URL(site.page.url()).pathname, path)
  return site
}

export async function signOut (site) {
  await site.hand.press(site.page.getByRole('button', { name: 'Sign out' }))
  await site.page.waitForURL('**/sign-in*')
  await site.page.goto(address + '/work')
  assert.match(site.page.url(), /sign-in/, 'nobody is signed in any more')
  assert.deepEqual(site.faults, [])
  await site.context.close()
}

/// By what a screen reader says it is.
export function byWords (page, role, name) {
  return page.locator('main').getByRole(role, { name })
}

export async function banner (page, words) {
  const shown = page.locator('.govuk-notification-banner')
  await shown.waitFor()
  assert.match(await shown.innerText(), words)
}

/// The form was not taken, and says what is missing and where.
export async function refused (page, words) {
  const summary = page.locator('.govuk-error-summary')
  await summary.waitFor()
  assert.match(await page.title(), /^Error: /)
  assert.match(await summary.innerText(), words)
}

/// On a narrow page, and without scripts, the parts are folded.
async function unfold ({ page, hand }, name) {
  const part = page.locator('.tg-fold').filter({ has: page.getByRole('heading', { name, exact: true }) })
  if (await part.getAttribute('open') !== null) return
  await hand.press(part.locator('summary').first())
  assert.notEqual(await part.getAttribute('open'), null, name + ' opens')
}

/// By keyboard the arrows lead from tab to tab.
export async function openTab ({ page, hand }, name) {
  await page.waitForLoadState()  // the scripts that make tabs have run
  const tabs = page.getByRole('tab')
  if (await tabs.count() === 0) return unfold({ page, hand }, name)
  if (!hand.byKeys) return tabs.filter({ hasText: name }).click()
  const selected = page.locator('[role=tab][aria-selected=true]')
  await hand.reach(selected)
  for (let moved = 0; moved < 12 && (await selected.innerText()).trim() !== name; ++moved) {
    await page.keyboard.press('ArrowRight')
  }
  assert.equal((await selected.innerText()).trim(), name)
}

export async function keepView (browser, user) {
  const { page, context } = await start(browser, 'wide', user, '/cases')
  const form = page.locator('form[action="/views"]')
  if (await form.count() > 0) {
    await page.getByText('Keep these filters as a view').click()
    await form.getByRole('textbox').fill('All of mine')
    await form.getByRole('button').click()
    await banner(page, /is kept/)
  }
  await context.close()
}
