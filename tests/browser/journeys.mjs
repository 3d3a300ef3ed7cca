// SPDX-License-Identifier: MIT
// The journeys of people through the console; see console_test.py.
import assert from 'node:assert/strict'
import { address, focused, kinds, look, newPage, open, password, signIn } from './site.mjs'

const browser = await open()

async function journey (name, walk) {
  await walk()
  console.log('ok ' + name)
}

/// References of handoffs that wait on the page: "TG-000002/1".
async function waiting (page) {
  return page.locator('button[name=act][value^="acknowledge "]').evaluateAll(
    (all) => all.map((each) => each.value.split(' ')[1]))
}

for (const kind of Object.keys(kinds)) {
  await journey(`an officer signs in, looks and acts: ${kind}`, async () => {
    const site = await newPage(browser, kind)
    const { page } = site
    await page.goto(address + '/')
    await look(site, 'sign-in')
    await page.fill('#user', 'aspen')
    await page.click('main button')
    assert.match(await page.title(), /^Error: Sign in/)
    await look(site, 'sign-in-refused')
    await signIn(page, 'aspen')
    await look(site, 'work')
    const [first] = await waiting(page)
    assert.ok(first, 'a handoff waits')
    await page.click(`button[value="acknowledge ${first}"]`)
    await page.waitForSelector('.govuk-notification-banner')
    assert.ok(!(await waiting(page)).includes(first))
    await look(site, 'work-done')
    await page.click(`a[href="/cases/${first.split('/')[0]}"] >> nth=0`)
    await look(site, 'person')
    await page.goto(`${address}/cases/${first}`.replace(/\/(\d+)$/, '/handoffs/$1/decline'))
    await look(site, 'decline')
    await page.click('main button')
    assert.match(await page.title(), /^Error: /)
    await look(site, 'decline-refused')
    await page.fill('#reason', 'not our area')
    await page.click('main button')
    await page.waitForSelector('.govuk-notification-banner')
    await page.goto(address + '/cases')
    await look(site, 'caseload')
    await page.selectOption('#state', 'closed')
    await page.click('.tg-filter button')
    await look(site, 'caseload-empty')
    await page.goto(address + '/nowhere')
    await look(site, 'not-found')
    await page.click('footer button')
    await page.waitForURL('**/sign-in')
    await site.context.close()
  })
}

await journey('many at once, ticked', async () => {
  const site = await newPage(browser, 'wide')
  await signIn(site.page, 'aspen')
  const before = await waiting(site.page)
  assert.ok(before.length >= 2, 'two handoffs wait')
  for (const each of before.slice(0, 2)) await site.page.check(`input[value="${each}"]`)
  await site.page.click('text=Acknowledge selected >> nth=0')
  await site.page.waitForSelector('.govuk-notification-banner')
  assert.match(await site.page.innerText('.govuk-notification-banner'), /2 handoffs are acknowledged/)
  await site.context.close()
})

await journey('by keyboard alone', async () => {
  const site = await newPage(browser, 'wide')
  const { page } = site
  await page.goto(address + '/sign-in')
  await page.keyboard.press('Tab')
  assert.match(await focused(page), /Skip to main content/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('aspen')
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/work')
  let pressed = 0
  while (!/^TG-\d+$/.test(await focused(page))) {
    assert.ok(++pressed < 40, 'a case is reached by Tab')
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.waitForURL('**/cases/TG-*')
  while (!/^Pathways$/.test(await focused(page))) {
    assert.ok(++pressed < 80, 'the tabs are reached by Tab')
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('ArrowRight')
  assert.equal(await focused(page), 'Dates')
  assert.ok(await page.isVisible('#dates'))
  assert.ok(!await page.isVisible('#pathways'))
  await site.context.close()
})

await journey('what one does, the other is told live', async () => {
  const [community, deputy] = [await newPage(browser, 'wide'), await newPage(browser, 'wide')]
  await signIn(community.page, 'aspen')
  await signIn(deputy.page, 'aspen')
  const [first] = await waiting(community.page)
  assert.ok(first, 'a handoff waits')
  await community.page.click(`button[value="acknowledge ${first}"]`)
  await deputy.page.waitForFunction(
    (name) => !document.querySelector(`button[value="acknowledge ${name}"]`), first,
    { timeout: 20000 })
  await community.context.close()
  await deputy.context.close()
})

await browser.close()
console.log('all journeys went well')
