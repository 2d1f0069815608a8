import { firstEntries, statusListNames } from '#contract/status-list.ts';
import type { Preset, PresetEntry } from './preset.ts';

const entryOf = ({ id, meaning, en, es }: ReturnType<typeof firstEntries>[number]): PresetEntry => [
  id,
  meaning,
  [en, es],
];

export const general: Preset = {
  id: 'general',
  name: ['General', 'General'],
  about: ['For sales of any kind.', 'Para ventas de todo tipo.'],
  wording: {},
  lists: Object.fromEntries(statusListNames.map((list) => [list, firstEntries(list).map(entryOf)])),
  pipelines: [
    {
      id: 'sales',
      name: ['Sales', 'Ventas'],
      stages: [
        ['qualified', 'cyan', 20, 'open', ['Qualified', 'Calificado']],
        ['demo', 'blue', 40, 'open', ['Demo', 'Demostración']],
        ['proposal', 'violet', 60, 'open', ['Proposal', 'Propuesta']],
        ['negotiation', 'amber', 80, 'open', ['Negotiation', 'Negociación']],
        ['won', 'green', 100, 'won', ['Won', 'Ganado']],
        ['lost', 'gray', 0, 'lost', ['Lost', 'Perdido']],
      ],
    },
  ],
  customFields: {},
};
