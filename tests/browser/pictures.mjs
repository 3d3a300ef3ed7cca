// SPDX-License-Identifier: MIT
// Pictures of the main pages for docs/screenshots; see take_pictures.py.
import { join } from 'node:path'
import { address, newPage, open, pictures, signIn } from './site.mjs'

// Name, who looks, where; how much of it is shown.
const pages = [
  ['work', 'officer', '/work'],
  ['person', 'officer', '/cases/CASE'],
  ['caseload', 'manager', '/cases'],
  ['workload', 'manager', '/workload'],
  ['handoffs', 'manager', '/handoffs'],
  ['releases', 'manager', '/releases'],
  ['unreachable', 'manager', '/unreachable'],
  ['definitions', 'operator', '/definitions'],
  ['inspection', 'manager', '/inspection'],
  ['audit', 'operator', '/audit'],
  ['system', 'operator', '/system']
]
const sizes = { 1280: { kind: 'desk', height: 900 }, 375: { kind: 'narrow', height: 900 } }
const onTelephone = new Set(['work', 'person', 'handoffs'])

const browser = await open()
for (const [width, { kind, height }] of Object.entries(sizes)) {
  for (const user of ['officer', 'manager', 'operator']) {
    const site = await newPage(browser, kind)
    await signIn(site.page, user)
    for (const [name, who, path] of pages) {
      if (who !== user || (kind === 'narrow' && !onTelephone.has(name))) continue
      await site.page.goto(address + path.replace('CASE', process.env.TG_CASE))
      await site.page.waitForLoadState('networkidle').catch(() => {}) // a page that watches
      const whole = await site.page.evaluate(() => document.documentElement.scrollHeight)
      await site.page.screenshot({
        path: join(pictures, `${name}-${width}.png`),
        fullPage: true,
        clip: { x: 0, y: 0, width: Number(width), height: Math.min(height, whole) }
      })
      console.log(`${name}-${width}`)
    }
    await site.context.close()
  }
}
await browser.close()
