// SPDX-License-Identifier: MIT
// A responsible officer: takes what is theirs, says why something is not, reads the sheet, and
// opens a case that is closed to them because somebody may come to harm.
import assert from 'node:assert/strict'
import { address, look } from './site.mjs'
import { banner, byWords, refused, signOut, start } from './steps.mjs'

export async function responsibleOfficer (browser, kind, user, foreign) {
  const site = await start(browser, kind, user)
  const { page, hand } = site

  const asked = page.getByRole('listitem').filter({ hasText: 'Acknowledge this handoff' })
  const accept = asked.first().getByRole('button', { name: /^Accept\b.*TG-\d+$/ })
  const [reference] = (await accept.innerText()).match(/TG-\d+$/)
  await hand.press(accept)
  await banner(page, new RegExp(`of ${reference} is accepted`))

  // Declining wants a reason, and the sender gets it back.
  const other = asked.filter({ hasNotText: reference }).first()
  await hand.press(other.getByRole('link', { name: /^Decline\b.*TG-\d+$/ }))
  await hand.press(byWords(page, 'button', /^Decline/))
  await refused(page, /Enter why/)
  if (kind === 'wide' || kind === 'narrow') await look(site, 'decline-refused')
  await hand.fill(page.getByRole('textbox').first(), 'She moves to another area on release')
  await hand.press(byWords(page, 'button', /^Decline/))
  await banner(page, /is declined/)

  await page.goto(`${address}/cases/${reference}`)
  await hand.press(byWords(page, 'link', /^Release sheet/))
  await page.waitForURL('**/release-sheet')
  assert.match(await page.locator('body').innerText(), new RegExp(reference))

  // A case of somebody else: closed, until a reason is given that stands in its history.
  await page.goto(`${address}/cases/${foreign}`)
  assert.doesNotMatch(await page.locator('main').innerText(), /Release date/)
  await page.goto(`${address}/cases/${foreign}/open`)
  if (kind === 'wide' || kind === 'narrow') await look(site, 'open')
  await hand.press(byWords(page, 'button', /^Open the case/))
  await refused(page, /./)
  if (kind === 'wide' || kind === 'narrow') await look(site, 'open-refused')
  await hand.fill(page.getByRole('textbox').first(),
    'A threat was reported; I must warn her officer')
  await hand.press(byWords(page, 'button', /^Open the case/))
  await page.waitForURL(`**/cases/${foreign}`)
  assert.match(await page.locator('main').innerText(), /Release date/)
  await signOut(site)
}
