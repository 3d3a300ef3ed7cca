// SPDX-License-Identifier: MIT
// One in prison and one in the community bring a handoff to its end, each at their own browser:
// what the one does, the other sees without touching theirs.
import assert from 'node:assert/strict'
import { address } from './site.mjs'
import { banner, byWords, openTab, start } from './steps.mjs'

export async function together (browser, { reference, title, name }) {
  const prison = await start(browser, 'wide', 'prison')
  const officer = await start(browser, 'narrow', 'officer')
  const named = (action) => new RegExp(`^${action}\\b.*${title}, ${reference}$`)
  let loads = 0
  prison.page.on('request', (each) => { loads += each.isNavigationRequest() ? 1 : 0 })

  // The officer asks; the prison's list says so by itself.
  const words = await prison.page.locator('main').innerText()
  const before = Number(words.match(/(\d+) things wait/)[1])
  await byWords(officer.page, 'link', named('Ask a question')).click()
  await officer.page.getByRole('textbox').first().fill('Has she a key worker for the day?')
  await byWords(officer.page, 'button', /^Ask/).click()
  await banner(officer.page, /queried|asked|question/)
  await prison.page.getByText(`${before + 1} things wait`).waitFor()
  assert.equal(loads, 0, "the prison's page was not loaded again")

  // The prison answers; the officer's list has it again, and it is accepted and completed.
  await officer.page.goto(`${address}/work`)
  await prison.page.goto(`${address}/cases/${reference}`)
  await openTab(prison, 'Handoffs')
  await byWords(prison.page, 'link', new RegExp(`^Answer\\b.*\\b${name} ${title}$`)).click()
  await prison.page.getByRole('textbox').first().fill('Yes: she is met at the gate at nine')
  await byWords(prison.page, 'button', /^Answer/).click()
  await banner(prison.page, /answered/)
  const accept = byWords(officer.page, 'button', named('Accept'))
  await accept.waitFor()
  await accept.click()
  await banner(officer.page, /accepted/)
  await byWords(officer.page, 'button', named('Complete')).click()
  await banner(officer.page, /completed/)
  await prison.page.goto(`${address}/cases/${reference}`)
  await openTab(prison, 'Handoffs')
  assert.equal(await byWords(prison.page, 'link', new RegExp(`\\b${name} ${title}$`)).count(), 0,
    'nothing is left to be done with it')
  assert.deepEqual([...prison.faults, ...officer.faults], [])
  await prison.context.close()
  await officer.context.close()
}
