// SPDX-License-Identifier: MIT
// A browser, what it must not meet on any page, and the journeys' small words. Arguments: the
// address of a running console; the password of all its users, or a JSON object of passwords by
// user; a folder for pictures, or nothing.
import axe from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { join } from 'node:path'

export const [,, address, password, pictures] = process.argv
const passwords = password.startsWith('{') ? JSON.parse(password) : null
const AxeBuilder = axe.default ?? axe

export const kinds = {
  wide: { viewport: { width: 1100, height: 900 } },
  narrow: { viewport: { width: 375, height: 800 } },
  enlarged: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, // 1280 at 200 %
  scriptless: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
  keyboard: { viewport: { width: 1100, height: 900 } },
  desk: { viewport: { width: 1280, height: 900 } } // for pictures
}

/// Traces of the requests whose pages were looked at: the server's log says which pages they are.
export const looked = new Set()

export async function open () {
  const options = { executablePath: process.env.TG_CHROMIUM, args: ['--no-sandbox'] }
  return chromium.launch(options)
}

/// A page of its own; what goes wrong in it fails the test.
export async function newPage (browser, kind) {
  const context = await browser.newContext({ ...kinds[kind], reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  const site = { page, faults: [], kind, context, hand: new Hand(page, kind === 'keyboard') }
  page.on('pageerror', (error) => site.faults.push(error.message))
  page.on('console', (message) => {
    const expected = message.text().startsWith('Failed to load resource: the server responded')
    if (message.type() === 'error' && !expected) site.faults.push(message.text())
  })
  page.on('request', (request) => {
    const ours = request.url().startsWith(address) || request.url().startsWith('data:')
    if (!ours) site.faults.push('it loads ' + request.url())
  })
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) {
      site.trace = response.headers().traceparent?.split('-')[1]
    }
  })
  return site
}

/// Presses, types and ticks: with a pointer, or with nothing but the keys of the keyboard.
export class Hand {
  constructor (page, byKeys) {
    this.page = page
    this.byKeys = byKeys
  }

  async press (target) {
    if (!this.byKeys) return target.click()
    await this.reach(target)
    await this.page.keyboard.press('Enter')
  }

  async tick (target) {
    if (!this.byKeys) return target.check()
    await this.reach(target)
    await this.page.keyboard.press('Space')
    assert.ok(await target.isChecked(), 'the space bar ticks it')
  }

  async fill (target, words) {
    if (!this.byKeys) return target.fill(words)
    await this.reach(target)
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.type(words)
  }

  /// By Tab alone, and whoever looks sees where they are.
  async reach (target) {
    await target.waitFor()
    for (let pressed = 0; pressed < 900; ++pressed) {
      const here = await target.evaluate((each) => each === document.activeElement && (() => {
        const style = getComputedStyle(each.closest('.govuk-checkboxes__item') ?? each)
        const box = getComputedStyle(each.nextElementSibling ?? each, '::before')
        return [style.outlineStyle, style.boxShadow, box.boxShadow, box.outlineStyle]
          .some((look) => look !== 'none')
      })())
      if (here) return
      await this.page.keyboard.press('Tab')
    }
    assert.fail('Tab does not lead to ' + target)
  }
}

export async function signIn (page, user, hand = new Hand(page, false)) {
  if (!page.url().includes('/sign-in')) await page.goto(address + '/sign-in')
  await hand.fill(page.locator('#user'), user)
  await hand.fill(page.locator('#password'), passwords ? passwords[user] : password)
  await hand.press(page.locator('main button'))
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/// Nothing lies outside the width of the page; axe finds nothing; a picture is taken where one is
/// wanted.
export async function look (site, name) {
  const { page, faults, kind } = site
  if (pictures) {
    await page.screenshot({ path: join(pictures, `${kind}-${name}.png`), fullPage: true })
  }
  assert.deepEqual(faults, [], `${name}, ${kind}`)
  assert.equal(await page.locator('h1').count(), 1, `${name}, ${kind}: one heading`)
  if (site.trace) looked.add(site.trace)
  if (kind === 'scriptless') return
  const { beyond, left } = await page.evaluate(() => ({
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    left: document.querySelector('main')?.getBoundingClientRect().left ?? 99
  }))
  assert.ok(beyond <= 0, `${name}, ${kind}: ${beyond} pixels lie outside`)
  assert.ok(left >= 14, `${name}, ${kind}: words stand ${left} pixels from the edge`)
  if (kind === 'enlarged') return // the same rules of style as at 640 pixels: axe has seen them
  const found = await new AxeBuilder({ page }).setLegacyMode(true) // no frames: half the time
    .options({ resultTypes: ['violations'] }).analyze()
  const told = found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`)
  assert.deepEqual(told, [], `${name}, ${kind}`)
}

/// The words of whatever has the focus.
export function focused (page) {
  return page.evaluate(() => document.activeElement?.innerText ?? '')
}
