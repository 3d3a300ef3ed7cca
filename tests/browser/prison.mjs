// SPDX-License-Identifier: MIT
// Somebody in a prison's pre-release team: what is due first, why it is here, and gets it done.
import assert from 'node:assert/strict'
import { address } from './site.mjs'
import { banner, byWords, openTab, signOut, start } from './steps.mjs'

/// For each handoff of the whole list that can be ticked, the page that it stands on.
async function toTick (page) {
  const found = []
  for (let place = `${address}/work`; place;) {
    await page.goto(place)
    const boxes = await page.locator('input[type=checkbox]').count()
    found.push(...Array(boxes).fill(place))
    const next = await byWords(page, 'link', /^Next/).all()
    place = next.length > 0 && new URL(await next[0].getAttribute('href'), address).href
  }
  return found
}

export async function prisonStaff (browser, kind) {
  const site = await start(browser, kind, 'prison')
  const { page, hand } = site
  assert.match(await page.locator('h1').innerText(), /My work today/)

  // What is due first stands first, and says why it is here and when it is due.
  const urgent = page.getByRole('listitem').filter({ hasText: 'Acknowledge this handoff' }).first()
  assert.match(await urgent.innerText(), /Due .*20\d\d.*(after|before) /s)
  const acknowledge = urgent.getByRole('button', { name: /^Acknowledge\b.*TG-\d+$/ })
  const [reference] = (await acknowledge.innerText()).match(/TG-\d+$/)
  // All kinds share one caseload: this one leaves it to be ticked, the first ticks two.
  if (kind !== 'enlarged') {
    await hand.press(acknowledge)
    await banner(page, new RegExp(`Handoff \\d+ of ${reference} is acknowledged`))
  }

  // Several at once: nothing is done to those that were not ticked, on whatever page they stand.
  const before = await toTick(page)
  assert.ok(before.length >= 2, `${before.length} handoffs are left to tick`)
  await page.goto(before.at(-1))
  const ticked = kind === 'wide' ? 2 : 1
  for (let at = 0; at < ticked; ++at) {
    await hand.tick(page.locator('input[type=checkbox]').nth(at))
  }
  await hand.press(byWords(page, 'button', /^Acknowledge selected$/).first())
  await banner(page, ticked === 2 ? /2 handoffs are acknowledged/ : /is acknowledged/)
  assert.equal((await toTick(page)).length, before.length - ticked)
  await page.goto(`${address}/work`)

  // The person: how it stands, what comes next, what happened.
  await hand.press(byWords(page, 'link', new RegExp(`^${reference}`)).first())
  assert.match(await page.locator('h1').innerText(), new RegExp(reference))
  await page.waitForLoadState()  // a long page: its end may not have come yet
  const words = await page.locator('main').innerText()
  for (const part of ['Next dated action', 'Release date', 'Pathways', 'Timeline']) {
    assert.ok(words.includes(part), part)
  }

  // Done: it is not asked for again.
  await openTab(site, 'Handoffs')
  await hand.press(byWords(page, 'link', /^Complete\b.*papers/).first())
  await hand.press(byWords(page, 'button', /^Complete/))
  await banner(page, new RegExp(`of ${reference} is completed`))
  await page.goto(`${address}/cases/${reference}`)
  await openTab(site, 'Handoffs')
  assert.equal(await byWords(page, 'link', /^Complete\b.*papers/).count(), 0)
  await signOut(site)
}
