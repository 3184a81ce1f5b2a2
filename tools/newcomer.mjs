// What scripts do that look at pages as a newcomer does: find the link a service prints, open a browser, become the first administrator.
import { chromium } from 'playwright-core';
import findBrowser from './find-browser.mjs';

const PASSWORD = 'seven quiet otters weigh anchors';

/** The first group of a pattern in what a process prints. @throws {Error} when it ends without */
export async function printed({ stdout }, pattern) {
  let text = '';
  for await (const chunk of stdout) {
    text += chunk;
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`the service ended without its link:\n${text}`);
}

/** Starts the browser that the tests use. */
export function openBrowser() {
  let executablePath = '';
  findBrowser({ provide: (_, path) => (executablePath = path) });
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu-compositing'] });
}

/** Comes in by the link of the first administrator; the page shows the queue then. */
export async function comeIn(page, welcome) {
  await page.goto(welcome);
  await page.getByLabel('Name you sign in with').fill('ada');
  await page.getByLabel('Name others see').fill('Ada');
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL('**/queue');
}
