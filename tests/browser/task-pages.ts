import type { Locator, Page } from 'playwright-core';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { bodyOf } from '../caller.ts';
import type { Workplace } from './workplace.ts';

/** The pages of tasks of an organization, and what its tasks are. */
export class TaskPages {
  readonly at: Workplace;
  #zone = '';

  constructor(at: Workplace) {
    this.at = at;
  }

  async open(): Promise<this> {
    const { person, organization } = this.at;
    this.#zone = (await bodyOf(200, person.call('GET', organization.path))).timeZone;
    return this;
  }

  /** Local date and time (`2026-11-30T10:00`), some days from today. */
  local(days: number, time: string): string {
    const today = toZoned(new Date(), this.#zone).slice(0, 10);
    const date = new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000).toISOString();
    return `${date.slice(0, 10)}T${time}`;
  }

  /** The instant of a local time, some days from today. */
  instant(days: number, time: string): string {
    return fromZoned(this.local(days, time), this.#zone)!;
  }

  /** When a task is due, as a local time. */
  async dueOf(id: string): Promise<string> {
    return toZoned((await this.read(id)).dueAt, this.#zone);
  }

  read(id: string): Promise<any> {
    return bodyOf(200, this.at.person.call('GET', `${this.at.organization.path}/tasks/${id}`));
  }

  /** All open tasks of the person. */
  async all(): Promise<any[]> {
    const path = `${this.at.organization.path}/tasks?view=open&limit=100`;
    return (await bodyOf(200, this.at.person.call('GET', path))).items;
  }

  /** The open tasks of the person with a title. */
  async named(title: string): Promise<any[]> {
    return (await this.all()).filter((one: { title: string }) => one.title === title);
  }
}

export const rowOf = (page: Page, title: string): Locator =>
  page.locator('main [data-task]').filter({ hasText: title });

/** Opens the form for a new task on the page of tasks. */
export async function openForm(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Task', exact: true }).click();
  const title = page.getByLabel(/^Title/);
  await title.waitFor();
  return title;
}
