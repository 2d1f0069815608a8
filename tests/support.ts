import type { Support, Target } from '#contract/support.ts';
import { bodyOf, type Call } from './caller.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Sets targets for issues besides the others of an organization, which then works around the clock. */
export async function workAlways(
  call: Call,
  path: string,
  targets: Readonly<Record<string, Target>>,
): Promise<void> {
  const whole = [{ from: '00:00', to: '24:00' }];
  const hours = { days: Object.fromEntries(days.map((day) => [day, whole])) };
  const { version, support } = (await bodyOf(200, call('GET', path))) as {
    version: number;
    support?: Support;
  };
  const body = { support: { hours, targets: { ...support?.targets, ...targets } } };
  await bodyOf(200, call('PATCH', path, { body, ifMatch: version }));
}
