import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newDeal, openStages } from '../selling.ts';
import { holdCard, keepMoving, middleOf } from './cards.ts';
import { lookAt } from './money-pages.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Moves a card one stage to the right by keyboard. */
async function moveRight(page: Page, stageId: string, id: string): Promise<void> {
  await page.locator(`[data-column="${stageId}"] [data-card="${id}"] a`).focus();
  await page.keyboard.press('Space');
  await page.locator('.lifted').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
}

test('a card that is moved twice in quick succession stays in the last column while the answers arrive', async () => {
  const [first, second, third] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A pier' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    const held: Route[] = [];
    await page.route(/\/move$/, (route) => void held.push(route));
    await page.goto(`${at.base}/deals`);
    await moveRight(page, first!, deal.id);
    await moveRight(page, second!, deal.id);
    const card = page.locator(`[data-column="${third!}"] [data-card="${deal.id}"]`);
    await card.waitFor();
    await expect.poll(() => held.length).toBe(1);
    await held[0]!.continue();
    // The second move is sent only after the response to the first.
    await expect.poll(() => held.length).toBe(2);
    await page.waitForTimeout(300);
    expect(await card.isVisible()).toBe(true);
    await held[1]!.continue();
    const stageOf = async () =>
      (await bodyOf(200, at.person.call('GET', `${at.organization.path}/deals/${deal.id}`)))
        .stageId as string;
    await expect.poll(stageOf).toBe(third);
    expect(await card.isVisible()).toBe(true);
  });
});

test('a card stays where it was moved for as long as the move is unanswered', async () => {
  const [first, second] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A jetty' });
  const other = await newDeal(at.organization, { title: 'A quay' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.clock.install();
    const held: Route[] = [];
    await page.route(`**/deals/${deal.id}/move`, (route) => void held.push(route));
    await page.goto(`${at.base}/deals`);
    await moveRight(page, first!, deal.id);
    const card = page.locator(`[data-column="${second!}"] [data-card="${deal.id}"]`);
    await card.waitFor();
    await page.clock.fastForward(15_000);
    // The response to another card's move makes the page reload the board.
    const answered = page.waitForResponse(/\/deals\/board/);
    await moveRight(page, first!, other.id);
    await answered;
    await page.waitForTimeout(300);
    expect(await card.isVisible()).toBe(true);
    await held[0]!.continue();
    const path = `${at.organization.path}/deals/${deal.id}`;
    await expect.poll(async () => (await bodyOf(200, at.person.call('GET', path))).stageId).toBe(second);
    await expect.poll(() => card.isVisible()).toBe(true);
  });
});

test('a board with another search asks for current data, because it does not know moves made before', async () => {
  const [first, second] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A breakwater' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.clock.install();
    const boards: { q?: string; current?: boolean }[] = [];
    page.on('request', (request) => {
      const isBoard = new URL(request.url()).pathname.endsWith('/deals/board');
      if (isBoard && request.method() === 'POST') boards.push(request.postDataJSON() as object);
    });
    await page.goto(`${at.base}/deals`);
    await page.locator('[data-card]').first().waitFor();
    await page.clock.fastForward(15_000);
    // The card is in the other column before the move is answered, which takes longer than a search on a busy machine.
    const answered = page.waitForResponse(`**/deals/${deal.id}/move`);
    await moveRight(page, first!, deal.id);
    await page.locator(`[data-column="${second!}"] [data-card="${deal.id}"]`).waitFor();
    await answered;
    await page.getByRole('searchbox').fill('breakwater');
    const searched = () => boards.find(({ q }) => q === 'breakwater')?.current;
    await expect.poll(searched).toBe(true);
  });
});

test('a move that is unanswered when the board is searched is shown in what is found', async () => {
  const [first, second] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A lighthouse' });
  await newDeal(at.organization, { title: 'A buoy' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    const held: Route[] = [];
    await page.route(/\/move$/, (route) => void held.push(route));
    await page.goto(`${at.base}/deals`);
    await moveRight(page, first!, deal.id);
    await page.getByRole('searchbox').fill('lighthouse');
    await expect.poll(() => page.locator('[data-card]').count()).toBe(1);
    const card = page.locator(`[data-column="${second!}"] [data-card="${deal.id}"]`);
    expect(await card.isVisible()).toBe(true);
    await held[0]!.continue();
    const path = `${at.organization.path}/deals/${deal.id}`;
    await expect.poll(async () => (await bodyOf(200, at.person.call('GET', path))).stageId).toBe(second);
    expect(await card.isVisible()).toBe(true);
  });
});

test('a card that is pressed before dragging has loaded is held once it has, and dropped where the mouse is', async () => {
  const [first, second] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A mole' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    const { promise: loaded, resolve: load } = Promise.withResolvers<boolean>();
    await page.route('**/*.js', async (route) => {
      const response = await route.fetch();
      const script = await response.text();
      // Only the code for dragging listens to moving fingers and asks what is under them.
      if (script.includes('touchmove') && script.includes('elementsFromPoint')) await loaded;
      await route.fulfill({ response });
    });
    await page.goto(`${at.base}/deals`);
    const card = page.locator(`[data-column="${first!}"] [data-card="${deal.id}"]`);
    await card.waitFor();
    const from = await middleOf(card);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.waitForTimeout(500);
    expect(await page.locator('.lifted').count()).toBe(0);
    load(true);
    await keepMoving(page, from);
    const to = await middleOf(page.locator(`[data-column="${second!}"]`));
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await page.locator(`[data-column="${second!}"] [data-card="${deal.id}"]`).waitFor();
  });
});

test('on a phone, the filters of a board begin below its title, and the position of a dragged card is whole', async () => {
  const [first] = await openStages(at.organization);
  const deal = await newDeal(at.organization, { title: 'A pontoon' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(`${at.base}/deals`);
    const card = page.locator(`[data-column="${first!}"] [data-card="${deal.id}"]`);
    await card.waitFor();
    const leftOf = (part: string) =>
      page
        .locator(part)
        .first()
        .evaluate((node) => node.getBoundingClientRect().left);
    expect(await leftOf('.filters input')).toBe(await leftOf('h1'));
    await lookAt(page, 'board-phone');
    await holdCard(page, card);
    const place = page.locator('.hint b');
    await place.waitFor();
    await lookAt(page, 'board-phone-dragging');
    expect(await place.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    const hint = await page.locator('.hint').evaluate((node) => node.getBoundingClientRect().toJSON());
    expect(hint).toMatchObject({ left: 16, right: 375 - 16 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
});
