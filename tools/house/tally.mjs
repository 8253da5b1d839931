import { existsSync, readFileSync } from 'node:fs';

/** Counts tests over all runs, and keeps the names of those that did not pass. */
export class Tally {
  passed = 0;
  failed = [];
  skipped = [];

  /** Adds a check that is one test. */
  add(name, ok) {
    if (ok) this.passed++;
    else this.failed.push(name);
  }

  skip(name) {
    this.skipped.push(name);
  }

  /** Adds what Vitest's JSON report counts. A run that ended badly without a failed test counts as one. */
  addReport(name, file, ok) {
    const before = this.failed.length;
    const files = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
    for (const { name: path, status, assertionResults } of files) {
      for (const { status, fullName } of assertionResults) {
        if (status === 'passed') this.passed++;
        else if (status === 'failed') this.failed.push(`${name}: ${fullName}`);
        else this.skipped.push(`${name}: ${fullName}`);
      }
      // A file that does not load has no tests to fail.
      if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
        this.failed.push(`${name}: ${path}`);
      }
    }
    if (files.length === 0) this.failed.push(`${name}: no tests ran`);
    else if (!ok && this.failed.length === before) this.failed.push(`${name}: ended with an error`);
  }

  /** The names of what failed or was skipped, then the counts on a line of their own. */
  toString() {
    return [
      ...this.failed.map((name) => `failed: ${name}`),
      ...this.skipped.map((name) => `skipped: ${name}`),
      `${this.passed} passed, ${this.failed.length} failed, ${this.skipped.length} skipped`,
    ].join('\n');
  }
}
