import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { changedImport, readFile } from '../imports.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, isWide, upload } from './import-files.ts';
import { button } from './people.ts';
import { expectInView, runCommand, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Whether there is empty space below the buttons at the end of an import's page. */
const isLongerThanShown = (page: Page) =>
  button(page, 'Comprobar todas las filas').evaluate((last) => {
    scrollTo(0, document.documentElement.scrollHeight);
    const isLonger = innerHeight - last.getBoundingClientRect().bottom > 120;
    scrollTo(0, 0);
    return isLonger;
  });

test('a file is imported from its upload to its records, without its bad row, and the import can be undone', async () => {
  const [ana, luis] = [`${unique('ana')}@people.example`, `${unique('luis')}@people.example`];
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.getByText('No contacts yet').waitFor();
    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.getByText('No imports yet').waitFor();
    await upload(
      page,
      csv(
        'people.csv',
        'First name,E-mail,Xyz',
        `Ana,${ana},Cali`,
        `Luis,${luis},Lima`,
        'Wrong,not an address,Quito',
      ),
    );
    await button(page, 'Field for E-mail: E-mail').waitFor();
    const preview = page.getByRole('group', { name: 'Preview' });
    await preview.getByText('Not an e-mail address').waitFor();
    await button(page, /^Field for Xyz: /).click();
    await page.getByRole('combobox', { name: 'Field for Xyz' }).fill('City');
    await page.keyboard.press('Enter');
    await button(page, 'Field for Xyz: City').waitFor();
    await preview.getByText('Cali').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-ready');

    await button(page, 'Check all rows').focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 will be created, 1 refused').waitFor();
    const problems = page.getByRole('group', { name: 'Problems' });
    expect(await problems.locator('tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/E-mail\s*Not an e-mail address\s*1\s*not an address/),
    ]);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-checked');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Download refused rows').click(),
    ]);
    expect(download.suggestedFilename()).toBe('people (not imported).csv');
    expect(await text(await download.createReadStream())).toContain(
      'Wrong,not an address,Quito,E-mail: Not an e-mail address',
    );
    await button(page, 'Import 2 contacts').click();
    await page.getByText('Done: 2 of 2').waitFor();
    await button(page, 'Download refused rows').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-done');

    const address = page.url();
    await at.host.settled(at.organization);
    await page.getByRole('link', { name: 'View contacts' }).click();
    await page.getByText(ana).first().waitFor();
    expect(await page.getByText('not an address').count()).toBe(0);
    await page.goto(address);
    await button(page, 'Undo').click();
    await page.getByText(/Done: 2 of 2 · Undone/).waitFor();
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/contacts?q=${encodeURIComponent(luis)}`);
    await page.getByText('No results').waitFor();

    await page.goto(`${at.base}/imports?type=contact`);
    await upload(page, csv('again.csv', 'First name,E-mail,Xyz', 'Eva,eva@people.example,Lima'));
    await page
      .getByText('As in your organization’s import of the same columns on', { exact: false })
      .waitFor();
    await button(page, 'Field for Xyz: City').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-remembered');
  });
});

test('in Spanish and on a phone, a file is imported from the palette, and the list of imports shows the result', async () => {
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.setViewportSize({ width: 375, height: 800 });
      await page.goto(at.base);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await runCommand(page, 'Importar contactos');
      await page.waitForURL(/\/imports\?type=contact$/);
      expect(await isWide(page)).toBe(false);
      await upload(
        page,
        csv(
          'personas.csv',
          'Nombre;Apellidos;Correo electrónico;Teléfono',
          'Inés;Peña;ines@gente.example;+34 600 100 200',
          ...Array.from({ length: 40 }, () => 'Mal;;sin arroba;sin número'),
        ),
      );
      await button(page, 'Campo para Correo electrónico: Correo').waitFor();
      expect(await isWide(page)).toBe(false);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page
        .getByRole('group', { name: 'Vista previa' })
        .getByText('No es una dirección de correo')
        .first()
        .waitFor();
      expect(await isWide(page)).toBe(false);
      // Hidden texts of the rows below don’t make the page longer than what it shows.
      expect(await isLongerThanShown(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'imports-ready-es-phone-dark');
      await button(page, 'Comprobar todas las filas').click();
      await page.getByText('Se creará 1, se rechazarán 40').waitFor();
      await button(page, 'Importar 1 contacto').click();
      await page.getByText('Completado: 1 de 1').waitFor();
      expect(await isWide(page)).toBe(false);
      await page.goto(`${at.base}/imports`);
      await page.getByRole('link', { name: 'personas.csv' }).waitFor();
      await page.getByText('1 registro creado').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'imports-es-phone-dark');
    });
  } finally {
    await at.speak('en');
  }
});

test('a list with records also leads to the imports of its type, from a menu that shows it without scrolling', async () => {
  await at.newContact({ firstName: 'Mara' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Mara').first().waitFor();
    await button(page, 'Columns, density and export').click();
    const link = page.getByRole('dialog').getByRole('link', { name: 'Import a file' });
    await expectInView(link);
    await expectInView(button(page, 'Export…'));
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'list-menu');
    await link.click();
    await page.waitForURL(/\/imports\?type=contact$/);
  });
});

test('a file that can’t be read says why and can be deleted', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=contact`);
    await page.locator('input[type=file]').setInputFiles(csv('old.xls', 'x'));
    await page.getByRole('alert').getByText('Excel 97 to 2003', { exact: false }).waitFor();
    await upload(page, csv('broken.csv', 'First name,City', '"Ana,Cali'));
    await page.getByText('This file can’t be read').waitFor();
    await page.getByText('A quotation mark isn’t closed.', { exact: false }).waitFor();
    await page.getByLabel('Separator').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-unreadable');
    await button(page, 'Delete import').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete import' }).click();
    await page.waitForURL(/\/imports$/);
    await page.getByText('Latest imports').waitFor();
    expect(await page.getByRole('link', { name: 'broken.csv' }).count()).toBe(0);
  });
});

test('a file is read again with another separator', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=contact`);
    await upload(
      page,
      csv('pipes.csv', 'First name|E-mail', 'Ana|ana@people.example', 'Luis|luis@people.example'),
    );
    await button(page, 'Field for E-mail: E-mail').waitFor();
    await page.getByLabel('Separator').selectOption(',');
    await page.getByRole('rowheader', { name: 'First name|E-mail' }).waitFor();
  });
});

test('a setting that is changed after someone else changed another one keeps both', async () => {
  const { call } = at.person;
  const ready = await readFile(call, at.organization, 'First name,E-mail\nAna,ana@people.example');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports/${ready.id}`);
    const createMissing = page.getByRole('checkbox', { name: /^Create tags and records/ });
    await createMissing.waitFor();
    await changedImport(call, at.organization, ready, { onMatch: 'update' });
    await createMissing.click();
    const settings = async () =>
      (await bodyOf(200, call('GET', `${at.organization.path}/imports/${ready.id}`))).file;
    await expect.poll(async () => (await settings()).createMissing).toBe(false);
    expect(await settings()).toMatchObject({ onMatch: 'update' });
    await expect.poll(() => page.getByRole('radio', { name: /^Update the record/ }).isChecked()).toBe(true);
  });
});

test('texts of statuses get a meaning, and a column becomes a custom field that stays after an undo', async () => {
  const [ana, luis] = [`${unique('ana')}@people.example`, `${unique('luis')}@people.example`];
  const tier = unique('Tier ');
  const tag = unique('Fair ');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=contact`);
    await upload(
      page,
      csv(
        'moved.csv',
        `First name,E-mail,Status,${tier},Tags`,
        `Ana,${ana},Client,Gold,${tag}`,
        `Luis,${luis},Evangelist,Gold,`,
      ),
    );
    const values = page.getByRole('group', { name: 'Values of Status' });
    await page.getByText('1 value isn’t recognized.', { exact: false }).waitFor();
    expect(await values.getByLabel('Meaning of Client').inputValue()).toBe('customer');
    await values.getByLabel('Meaning of Evangelist').focus();
    await values.getByLabel('Meaning of Evangelist').selectOption('Qualified');
    await page.getByText('1 value isn’t recognized.', { exact: false }).waitFor({ state: 'detached' });

    await button(page, `Field for ${tier}: Don’t import`).click();
    await page.getByRole('combobox', { name: `Field for ${tier}` }).fill('New custom');
    await page.keyboard.press('Enter');
    await button(page, `Field for ${tier}: New field: ${tier}`).waitFor();
    const kind = page.getByLabel(`Type of the new field for ${tier}`);
    await expect.poll(() => kind.inputValue()).toBe('choice');
    await page.getByRole('group', { name: 'Preview' }).getByText('Gold').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-values');

    await button(page, 'Check all rows').click();
    await page.getByText('Also created: 1 tag, 1 custom field').waitFor();
    await button(page, 'Import 2 contacts').click();
    await page.getByText('Done: 2 of 2').waitFor();
    await button(page, 'Undo').click();
    await page.getByText(`The custom field ${tier} stays.`, { exact: false }).waitFor();
    await page.getByText(`The tag ${tag} stays.`, { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
  const { call } = at.person;
  const { items } = await bodyOf(200, call('GET', `${at.organization.path}/custom-fields/contact`));
  expect(items).toMatchObject([{ label: tier, kind: 'choice', options: [{ label: 'Gold' }] }]);
});

test('in Spanish and on a phone, values and new fields fit the screen', async () => {
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.setViewportSize({ width: 375, height: 800 });
      await page.goto(`${at.base}/imports?type=contact`);
      const nivel = unique('Nivel ');
      await upload(
        page,
        csv('estados.csv', `Nombre,Estado,${nivel}`, 'Inés,Evangelista,Oro', 'Juan,Cliente,Plata'),
      );
      await page.getByText('No se reconoce 1 valor.', { exact: false }).waitFor();
      await page.getByLabel('Significado de Evangelista').selectOption('Dejar vacío');
      await button(page, `Campo para ${nivel}: No importar`).click();
      await page.getByRole('combobox', { name: `Campo para ${nivel}` }).fill('Campo personalizado');
      await page.keyboard.press('Enter');
      await page.getByLabel(`Tipo del campo nuevo para ${nivel}`).waitFor();
      // Until then, the preview is faded.
      await page.getByRole('group', { name: 'Vista previa' }).getByText('Oro').waitFor();
      expect(await isWide(page)).toBe(false);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'imports-values-es-phone-dark');
      await button(page, 'Comprobar todas las filas').click();
      await page.getByText('Se crearán 2').waitFor();
    });
  } finally {
    await at.speak('en');
  }
});
