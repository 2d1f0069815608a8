import { t } from '#lib/i18n/i18n.svelte.ts';
import type { BoardParts } from '../board/parts.ts';
import DealBoardBar from './DealBoardBar.svelte';
import DealCardRows from './DealCardRows.svelte';
import DealZones from './DealZones.svelte';

/** Deals have a board for each pipeline. Won and lost ones are below it. */
const parts: BoardParts = {
  CardRows: DealCardRows,
  Bar: DealBoardBar,
  zones: {
    Component: DealZones,
    of: ({ meaning }) => (meaning === 'won' || meaning === 'lost' ? meaning : undefined),
    keys: { w: 'won', l: 'lost' },
    nameOf: (zone) => (zone === 'won' ? t.deals.won : t.deals.lost),
    overText: (zone) => (zone === 'won' ? t.deals.overWon : t.deals.overLost),
    hint: () => t.deals.hintTouch,
  },
};
export default parts;
