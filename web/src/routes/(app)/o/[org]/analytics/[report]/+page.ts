import { error } from '@sveltejs/kit';
import { reports } from './reports.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  const report = reports.find(({ name }) => name === params.report);
  if (!report) error(404);
  await useTexts('analytics');
  return { report };
};
