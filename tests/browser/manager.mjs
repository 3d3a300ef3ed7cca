// SPDX-License-Identifier: MIT
// A manager: who has how much, what nobody has, what waits between prison and community, whom
// nothing reaches, and who opened a case of theirs.
import assert from 'node:assert/strict'
import { address, look } from './site.mjs'
import { banner, byWords, refused, signOut, start } from './steps.mjs'

/// The numbers of the summary at the top of a page of figures, by their names.
export async function figures (page) {
  const rows = await page.locator('.govuk-summary-list__row').evaluateAll((all) => all.map(
    (row) => [...row.children].map((cell) => cell.textContent.trim())))
  return Object.fromEntries(rows)
}

async function menu (site, name, path) {
  const { page, hand, kind } = site
  const toggle = page.locator('.govuk-service-navigation__toggle')
  if (await toggle.isVisible()) {
    await hand.press(toggle)
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true', kind)
  }
  await hand.press(page.getByRole('navigation').getByRole('link', { name, exact: true }))
  await page.waitForURL('**' + path)
}

/// Cases of another officer than the one who signs in here go to a colleague with room for them.
async function handOver (site, officer) {
  const { page, hand } = site
  await menu(site, 'Workload', '/workload')
  await hand.press(byWords(page, 'link', 'Allocate and hand over cases'))
  await page.waitForURL('**/workload/allocate')
  const whose = page.getByLabel('Whose cases')
  const names = await whose.locator('option').evaluateAll((all) => all.map(
    (each) => each.value))
  await whose.selectOption(names.filter((each) => each && each !== officer).at(-1))
  await hand.press(byWords(page, 'button', 'Apply filters'))
  await page.waitForURL('**/workload/allocate?**')
  await look(site, 'allocate')
  await hand.press(byWords(page, 'button', 'Continue'))
  await refused(page, /Select at least one case/)
  await look(site, 'allocate-refused')
  const box = page.getByRole('checkbox').first()
  const reference = (await box.getAttribute('value')).split(' ')[0]
  await hand.tick(box)
  const taker = page.getByRole('radio').first()
  const to = await taker.getAttribute('value')
  await hand.tick(taker)
  await hand.fill(page.getByLabel('Why?'), 'Their officer is away for some weeks')
  await hand.press(byWords(page, 'button', 'Continue'))
  const confirm = byWords(page, 'button', 'Hand over 1 case')
  await confirm.waitFor()
  assert.match(await page.locator('main').innerText(), /\d+ of \d+ points used/)
  await look(site, 'allocate-confirm')
  await hand.press(confirm)
  await page.getByText(new RegExp(`1 of 1 case went to .*\\(${to}\\)`)).waitFor()
  await look(site, 'allocated')
  await page.goto(`${address}/cases/${reference}`)
  assert.match(await page.locator('main').innerText(), new RegExp(to), 'it is theirs now')
}

/// Whoever is told that a case was opened looks into it, and says what they found.
export async function alerted (browser, kind, opened, author) {
  const headers = { Authorization: 'Bearer ' + author }
  const ask = async (path) => (await fetch(`${address}/api/v1/cases/${opened}${path}`,
    { headers })).json()
  const { prison } = await ask('')
  let told = ''
  for (let after = 0; after !== null && !told;) {
    const { items, next } = await ask(`/history?limit=200&after=${after}`)
    told = items.find((each) => each.fields.message === 'glass_broken')?.fields.to
    after = next || null
  }
  const site = await start(browser, kind, /\bro$/.test(told) ? 'manager' : `head-${prison}`)
  const { page, hand } = site
  await menu(site, /^Alerts \(\d+\)$/, '/alerts')
  await look(site, 'alerts')
  const row = page.locator('tbody tr').filter({ hasText: opened })
  assert.match(await row.innerText(), /A threat was reported.*Nobody yet/s)
  await hand.press(row.getByRole('link').first())
  await page.waitForURL('**/alerts/*')
  await look(site, 'alert')
  await hand.press(byWords(page, 'button', 'I have looked into this'))
  await refused(page, /Enter what you found/)
  await hand.fill(page.getByRole('textbox').first(), 'She was right to: the officer was warned')
  await hand.press(byWords(page, 'button', 'I have looked into this'))
  await banner(page, /stands in the history/)
  assert.doesNotMatch(await row.innerText(), /Nobody yet/)
  await signOut(site)
}

export async function manager (browser, kind, opened, officer) {
  const site = await start(browser, kind, 'manager')
  const { page, hand } = site

  await menu(site, 'Workload', '/workload')
  const all = await figures(page)
  assert.ok(Number(all['Open cases']) > 0, JSON.stringify(all))
  assert.ok('Cases that lack somebody' in all)
  await hand.fill(page.getByLabel('Community team'), 'N03SWM9')
  await hand.press(byWords(page, 'button', 'Apply filters'))
  await page.waitForURL('**/workload?**')
  assert.equal((await figures(page))['Open cases'], '0', 'nobody works in that team')
  await hand.press(byWords(page, 'link', 'Clear filters'))
  await page.waitForURL((url) => url.pathname === '/workload' && !url.search.includes('N03SWM9'))
  assert.equal((await figures(page))['Open cases'], all['Open cases'])

  await menu(site, 'Handoffs', '/handoffs')
  const board = await figures(page)
  assert.ok(Number(board['Between prison and community']) > 0, JSON.stringify(board))
  await hand.press(byWords(page, 'link', 'Only overdue ones'))
  await page.waitForURL('**/handoffs?**')
  assert.equal((await figures(page))['Open handoffs'], board.Overdue, 'only the overdue ones')

  await menu(site, 'Inspection', '/inspection')
  await hand.fill(page.getByLabel('First day'), 'friday')
  await hand.press(byWords(page, 'button', 'Apply filters'))
  await refused(page, /./)
  if (kind === 'wide' || kind === 'narrow') await look(site, 'inspection-refused')

  await menu(site, 'Unreachable', '/unreachable')
  assert.match(await page.locator('main').innerText(), /has no address/)

  // A case of the team that somebody of another team opened: who, and why, stands in its history.
  if (opened) {
    await page.goto(`${address}/cases/${opened}#timeline`)
    const all = await page.locator('main').evaluate((each) => each.textContent)
    assert.match(all, /A threat was reported/)
    assert.match(all, /manager of/i, 'whose manager was told at once')
  }
  await handOver(site, officer)
  await signOut(site)
}

export async function operator (browser, kind, plan) {
  const site = await start(browser, kind, 'operator')
  const { page, hand } = site
  await menu(site, 'Definitions', '/definitions')
  await hand.press(byWords(page, 'link', new RegExp('^' + plan.slice(0, 12))))
  await page.waitForURL('**/definitions/plans/*')
  assert.match(await page.locator('main').innerText(), /Live cases of its pathways\s*235/)
  const reason = page.locator('main').getByRole('textbox').first()
  await hand.fill(reason, 'Read, and tried on a copy')
  await hand.press(byWords(page, 'button', /^Approve/))
  await page.locator('.govuk-notification-banner').getByText('approved').waitFor()

  await menu(site, 'System', '/system')
  assert.equal((await figures(page))['Broken invariants'], '0')

  await menu(site, 'Audit', '/audit')
  await page.getByLabel('The record').selectOption({ label: 'Verify all of it now' })
  await hand.press(byWords(page, 'button', 'Apply filters'))
  await page.waitForURL('**/audit?**')
  assert.match(await page.locator('main').innerText(), /as it was written|no fault|whole/i)

  await menu(site, 'Inspection', '/inspection')
  const link = byWords(page, 'link', /Take it away/)
  const [file] = await Promise.all([page.waitForEvent('download'), hand.press(link)])
  assert.match(file.suggestedFilename(), /\.json$/)
  await signOut(site)
}
