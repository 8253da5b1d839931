import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type BrowserContext } from 'playwright-core';

/** The Chromium to drive: that of the environment, or the one Debian's package installs. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether the browser tests run. In CI they must: without a browser they fail there. */
export const runs = Boolean(process.env.CI) || spawnSync(chromium, ['--version']).status === 0;

/** What the name of a skipped suite says. */
export const whenSkipped = runs ? '' : ` [skipped: no ${chromium}; apt-get install chromium, or set CHROMIUM]`;

/** A real, headless Chromium with a new and empty profile. */
export async function launch(): Promise<BrowserContext & { profile: string }> {
  const profile = mkdtempSync(join(tmpdir(), 'braints-chromium-'));
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: chromium,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return Object.assign(context, { profile });
}

export async function close(context: (BrowserContext & { profile: string }) | undefined): Promise<void> {
  await context?.close();
  if (context !== undefined) rmSync(context.profile, { recursive: true, force: true });
}
