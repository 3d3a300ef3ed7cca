// SPDX-License-Identifier: MIT
// The journeys of an operator through the editor of definitions; see editor_test.py.
import assert from 'node:assert/strict'
import { address, focused, kinds, look, newPage, open, signIn } from './site.mjs'

const browser = await open()
const pathway = '/definitions/edit?file=accommodation%2Fpathway.yaml'

async function journey (name, walk) {
  await walk()
  console.log('ok ' + name)
}

/// A page of the editor, its script at work.
async function editor (kind = 'desk', where = pathway) {
  const site = await newPage(browser, kind)
  await signIn(site.page, 'iris')
  await site.page.goto(address + where)
  await site.page.waitForSelector('.cm-content')
  await checked(site.page)
  return site
}

async function checked (page, words = /\d+ errors?, \d+ warnings?/) {
  await page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector('section[aria-label=Problems] [role=status]').innerText),
    words.source)
}

async function saved (page) {
  await page.waitForFunction(() => /Saved in the draft/.test(
    document.querySelector('.tg-editor__below > [role=status]').innerText))
}

/// The text in the draft, as the server has it.
async function kept (page, file = 'accommodation/pathway.yaml') {
  const answer = await page.request.get(
    address + '/definitions/edit/file?' + new URLSearchParams({ file }))
  return (await answer.body()).toString('utf8')
}

/// Finds the first `words` by the editor's own search and types over them.
async function write (page, words, instead) {
  await page.click('.cm-content')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+f')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.cm-searchMatch-selected')
  await page.keyboard.press('Escape')
  await page.keyboard.type(instead)
}

async function discard (page) {
  await page.goto(address + pathway)
  await page.click('text=Discard the draft of iris')
  await page.click('button:has-text("Discard it")')
  await page.waitForSelector('.govuk-notification-banner')
}

kinds.desk = { viewport: { width: 1400, height: 1000 } }

await journey('the definitions page leads to the editor', async () => {
  const site = await newPage(browser, 'desk')
  await signIn(site.page, 'iris')
  await site.page.goto(address + '/definitions')
  await site.page.click('text=Edit definitions')
  await site.page.waitForSelector('.cm-content')
  await look(site, 'editor-first')
  await site.context.close()
})

await journey('what nobody touched is not saved, and is the same byte for byte', async () => {
  const site = await editor()
  const before = await kept(site.page)
  await site.page.click('button:has-text("Save draft")')
  await saved(site.page)
  assert.equal(await kept(site.page), before)
  assert.equal(await site.page.locator('text=Take back the changes').count(), 0)
  await site.context.close()
})

await journey('a fault is marked, listed and mended; an unknown key and a comment stay', async () => {
  const site = await editor()
  const { page } = site
  const before = await kept(page)
  assert.ok(before.includes('# kept by hand: é'))
  await write(page, 'to: address_check', 'to: adress_check')
  await checked(page, /[1-9]\d* errors?/)
  const fix = page.locator('.tg-problem button', { hasText: 'Fix:' }).first()
  await fix.waitFor()
  await page.locator('.cm-lint-marker-error').first().waitFor()
  await look(site, 'editor-fault')
  await page.locator('.tg-problem a').first().click()
  assert.match(await page.evaluate(() => document.activeElement.className), /cm-content/)
  const added = '# a note of ours\nnobody_knows:   [this, "too"]'
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(added)
  await checked(page, /[2-9] errors?/)
  await fix.click()
  await checked(page, /^1 error,/)
  await page.click('button:has-text("Save draft")')
  await saved(page)
  assert.equal(await kept(page), before + added)
  await page.click('text=Take it back, or discard the draft')
  await page.waitForSelector('button:has-text("Take back the changes of this file")')
  await discard(page)
  await site.context.close()
})

await journey('the diagram is drawn and tabled, and the simulation stands in it', async () => {
  const site = await editor('desk', '/definitions/edit?file=spine%2Fpathway.yaml')
  const { page } = site
  await page.waitForSelector('.tg-diagram svg')
  const state = page.locator('[data-state="phase.pre_release"]')
  assert.match(await state.getAttribute('aria-label'), /State: Getting ready for release\..* ways? out/)
  assert.ok(await page.locator('caption:has-text("Every way between them")').isVisible())
  await page.focus('.tg-state[tabindex="0"]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const after = await page.evaluate(() => document.activeElement.dataset.state)
  assert.ok(after && after !== 'phase', 'arrows lead through the states: ' + after)
  await look(site, 'editor-diagram')
  await page.keyboard.press('Enter')
  assert.match(await page.evaluate(() => document.activeElement.className), /cm-content/)
  await page.click('a.govuk-tabs__tab:has-text("Simulate")')
  await page.click('button:has-text("Begin again")')
  await page.waitForFunction(() => /in_custody/.test(document.querySelector('#simulate [role=status]').innerText))
  await page.fill('#simulate input[list]', 'elsewhere')
  await page.click('button:has-text("Send event")')
  await page.waitForFunction(() => /outside_prison/.test(document.querySelector('#simulate [role=status]').innerText))
  await look(site, 'editor-simulate')
  await page.click('a.govuk-tabs__tab:has-text("Diagram")')
  assert.ok(await page.locator('.tg-state--now[data-state="phase.outside_prison"]').count() === 1)
  await page.click('a.govuk-tabs__tab:has-text("Simulate")')
  await page.click('button:has-text("Back one step")')
  await page.waitForFunction(() => /in_custody/.test(document.querySelector('#simulate [role=status]').innerText))
  await site.context.close()
})

await journey('tests run, what changes is said, and a plan is put forward', async () => {
  const site = await editor('desk', '/definitions/edit?file=spine%2Fsmall.test.yaml')
  const { page } = site
  await page.click('button:has-text("Run tests")')
  await page.waitForFunction(() => /1 passed, 1 failed/.test(document.querySelector('#tests [role=status]').innerText))
  await look(site, 'editor-tests')
  await page.goto(address + pathway)
  await page.waitForSelector('.cm-content')
  await write(page, 'due: 14 days before release', 'due: 20 days before release')
  await saved(page)
  await page.click('button:has-text("What changes")')
  await page.waitForSelector('button:has-text("Make this plan and ask for approval")')
  assert.match(await page.innerText('#what-changes'), /20, not 14, days before release/)
  await look(site, 'editor-changes')
  await page.click('button:has-text("Make this plan and ask for approval")')
  await page.waitForURL('**/definitions/plans/*')
  assert.match(await page.innerText('main'), /In review/)
  await discard(page)
  await site.context.close()
})

await journey('names that the definition has are offered', async () => {
  const site = await editor('desk', '/definitions/edit?file=spine%2Fpathway.yaml')
  await site.page.waitForSelector('.tg-diagram svg')
  await site.page.click('.cm-content')
  await site.page.keyboard.press('Control+End')
  await site.page.keyboard.type('# outs')
  await site.page.waitForSelector('.cm-tooltip-autocomplete >> text=outside_prison')
  await look(site, 'editor-names')
  await site.page.keyboard.press('Enter')
  await site.page.waitForFunction(() => /# outside_prison/.test(document.querySelector('.cm-content').innerText))
  await saved(site.page)
  await discard(site.page)
  await site.context.close()
})

await journey('somebody was faster: nothing is overwritten', async () => {
  const [mine, theirs] = [await editor(), await editor()]
  await write(theirs.page, 'title: Accommodation', 'title: Dwellings')
  await saved(theirs.page)
  await write(mine.page, 'title: Accommodation', 'title: Houses')
  await mine.page.waitForSelector('text=Somebody else changed this text')
  assert.match(await mine.page.inputValue('#theirs'), /title: Dwellings/)
  await look(mine, 'editor-conflict')
  assert.match(await kept(mine.page), /title: Dwellings/)
  await mine.page.click('button:has-text("Keep mine")')
  await saved(mine.page)
  assert.match(await kept(mine.page), /title: Houses/)
  await discard(mine.page)
  await mine.context.close()
  await theirs.context.close()
})

await journey('by keyboard alone', async () => {
  const site = await editor()
  const { page } = site
  const reach = async (words) => {
    for (let pressed = 0; !words.test(await focused(page)); ++pressed) {
      assert.ok(pressed < 120, `${words} is reached by Tab`)
      await page.keyboard.press('Tab')
    }
  }
  await page.focus('.cm-content')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# by keyboard\n')
  await reach(/^Save draft$/)
  await page.keyboard.press('Enter')
  await saved(page)
  assert.match(await kept(page), /# by keyboard\n/)
  await reach(/^Diagram$/)
  await page.keyboard.press('ArrowRight')
  assert.equal(await focused(page), 'Simulate')
  await discard(page)
  await site.context.close()
})

for (const kind of ['narrow', 'enlarged']) {
  await journey(`it holds together: ${kind}`, async () => {
    const site = await editor(kind)
    await look(site, 'editor')
    await site.context.close()
  })
}

await journey('without scripts: a text area and reports', async () => {
  const site = await newPage(browser, 'scriptless')
  const { page } = site
  await signIn(page, 'iris')
  await page.goto(address + pathway)
  const before = await kept(page)
  const text = await page.inputValue('#text')
  await look(site, 'editor')
  await page.click('button:has-text("Save draft")')
  assert.equal(await kept(page), before)
  await page.fill('#text', text.replace('to: address_check', 'to: adress_check'))
  await page.click('button:has-text("Check")')
  assert.match(await page.innerText('main'), /adress_check/)
  await look(site, 'editor-check')
  await page.click('text=Back to the text')
  await page.fill('#text', text.replace('title: Accommodation', 'title: Homes'))
  await page.click('button:has-text("What changes")')
  assert.match(await page.innerText('main'), /Make this plan and ask for approval|title/)
  await look(site, 'editor-what-changes')
  await page.click('text=Back to the text')
  await page.click('button:has-text("Diagram as tables")')
  assert.match(await page.innerText('main'), /Every way between the states/)
  await page.click('text=Back to the text')
  await page.click('button:has-text("Run tests")')
  await look(site, 'editor-run-tests')
  assert.equal(await kept(page), before.replace('title: Accommodation', 'title: Homes'))
  await discard(page)
  await site.context.close()
})

await browser.close()
console.log('all journeys went well')
