import type { SourcePreview } from '#contract/webhook-source.ts';

const shownCharacters = 40;

/** The places of a message with the beginning of their texts, and the chosen one even if the message doesn’t have it. */
export function placeChoices(
  places: SourcePreview['places'],
  chosen: string,
): { value: string; label: string }[] {
  const known = places.map(({ at, text }) => ({
    value: at,
    label: `${at}: ${text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text}`,
  }));
  const isKnown = chosen === '' || places.some(({ at }) => at === chosen);
  return isKnown ? known : [{ value: chosen, label: chosen }, ...known];
}
