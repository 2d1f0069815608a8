/**
 * Keeps texts current on a page that the browser translates. A translator replaces each text with a `<font>` element that
 * has the translation, while the site continues to change the text that is no longer shown: totals, counts and statuses
 * would stay as they were when the page was translated.
 *
 * The replaced text goes back, empty, behind its translation. When it changes or is removed, the translation goes, and
 * the translator translates the new text. When the translator is turned off, the text is shown again.
 */
export function keepTranslatedTextsCurrent(root: Node): void {
  const translations = new WeakMap<Text, Element>();
  const originals = new WeakMap<Node, { text: Text; data: string }>();

  function translated(text: Text, data: string, translation: Element) {
    translations.set(text, translation);
    originals.set(translation, { text, data });
  }
  function forget(text: Text): Element | undefined {
    const translation = translations.get(text);
    translations.delete(text);
    if (translation) originals.delete(translation);
    return translation;
  }

  function textRemoved(text: Text, record: MutationRecord, isChanged: boolean) {
    if (text.isConnected) return;
    const before = forget(text);
    const around = [...record.addedNodes, record.previousSibling, record.nextSibling];
    const translation = around.find(
      (node) => isTranslation(node) && node.isConnected && node !== before && !originals.has(node),
    ) as Element | undefined;
    before?.remove();
    if (!translation) return;
    if (isChanged) {
      translation.replaceWith(text);
      return;
    }
    translated(text, text.data, translation);
    translation.after(text);
    text.data = '';
  }
  function translationRemoved(translation: Node, { addedNodes }: MutationRecord) {
    const original = originals.get(translation);
    if (!original || translation.isConnected) return;
    const { text, data } = original;
    forget(text);
    const next = [...addedNodes].find(isTranslation);
    if (next) translated(text, data, next);
    else if (text.isConnected) text.data = data;
  }
  function childrenChanged(record: MutationRecord, changed: ReadonlySet<Node>) {
    for (const node of record.removedNodes) {
      if (node instanceof Text) textRemoved(node, record, changed.has(node));
      else translationRemoved(node, record);
    }
  }

  const observer = new MutationObserver((records) => {
    const changed = new Set(
      records.filter(({ type }) => type === 'characterData').map(({ target }) => target),
    );
    for (const record of records) if (record.type === 'childList') childrenChanged(record, changed);
    for (const text of changed) forget(text as Text)?.remove();
    // Discards the records of what was changed here.
    observer.takeRecords();
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
}

const isTranslation = (node: Node | null): node is Element => node?.nodeName === 'FONT';
