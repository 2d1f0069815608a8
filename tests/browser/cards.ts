import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses the mouse on a card, and moves until the card is held, because the code for dragging may still be loading. */
export async function holdCard(page: Page, card: Locator): Promise<void> {
  const { x, y } = await middleOf(card);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await keepMoving(page, { x, y });
}

/** Moves the pressed mouse around a place until a card is held. */
export async function keepMoving(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  const held = page.locator('.lifted').first();
  await expect
    .poll(async () => {
      await page.mouse.move(x + 12, y + 4);
      await page.mouse.move(x + 14, y + 4);
      return held.isVisible();
    })
    .toBe(true);
}
