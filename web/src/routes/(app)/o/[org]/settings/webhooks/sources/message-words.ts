import type { ReceivedProblem, ReceivedState, ReceivedSummary } from '#contract/webhook-source.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { storedProblemText } from '#lib/i18n/stored-problem-text.ts';
import type { RecordView } from '#lib/records/view.ts';
import { fieldLabel } from './mapping-fields.ts';

const looks: Record<ReceivedState, { tone: Tone; fill: Fill }> = {
  waiting: { tone: 'info', fill: 'half' },
  done: { tone: 'positive', fill: 'full' },
  ignored: { tone: 'neutral', fill: 'hollow' },
  held: { tone: 'warning', fill: 'half' },
};

export const pillOf = ({ state }: Pick<ReceivedSummary, 'state'>) => ({
  text: t.webhookSources.states[state],
  ...looks[state],
});

/** What became of a message. */
export function outcomeText({ state, action }: Pick<ReceivedSummary, 'state' | 'action'>): string {
  const { outcomes } = t.webhookSources.messages;
  return state === 'done' ? outcomes[action ?? 'created'] : outcomes[state];
}

/** Why a message is held. A value that it lacks isn’t at any place. */
export function problemText({ code, place }: ReceivedProblem): string {
  const known = code === 'required' && place === undefined ? 'missing_field' : code;
  return storedProblemText(t.webhookSources.problems, known);
}

/** A problem with its field, such as "E-mail: Not an e-mail address". */
export function problemLine(problem: ReceivedProblem, view: RecordView | undefined): string {
  const text = problemText(problem);
  return problem.field === undefined || !view ? text : `${fieldLabel(view, problem.field)}: ${text}`;
}
