import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * Axe for a page. Legacy mode spares it a browser page of its own, which only frames of other origins need; of rules that
 * hold it collects nothing.
 */
export const axeFor = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
