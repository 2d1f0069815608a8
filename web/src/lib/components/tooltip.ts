import type { Attachment } from 'svelte/attachments';
import { keyCaps } from '#lib/commands/keys.ts';

interface Tip {
  text: string;
  keys?: readonly string[] | undefined;
}

let shown: HTMLElement | undefined;

/**
 * Shows a label and a command's shortcuts on hover and keyboard focus. The tooltip is hidden from screen readers, so
 * the element itself must also have the label, such as in `aria-label`.
 */
export function tooltip(tip: () => Tip | undefined | '' | false): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = (delayMilliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const content = tip();
        if (content) show(element, content);
      }, delayMilliseconds);
    };
    const close = () => {
      clearTimeout(timer);
      hide();
    };
    const enter = (event: PointerEvent) => event.pointerType === 'mouse' && open(350);
    const focus = () => element.matches(':focus-visible') && open(150);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', close);
    element.addEventListener('pointerdown', close);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', close);
    return () => {
      close();
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', close);
      element.removeEventListener('pointerdown', close);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', close);
    };
  };
}

function show(anchor: HTMLElement, tip: Tip): void {
  hide();
  if (!anchor.isConnected) return;
  const bubble = document.createElement('div');
  bubble.className = 'tooltip';
  bubble.setAttribute('aria-hidden', 'true');
  bubble.append(tip.text);
  for (const cap of (tip.keys ?? []).flatMap(keyCaps)) {
    const key = document.createElement('kbd');
    key.textContent = cap;
    bubble.append(key);
  }
  // A modal dialog covers everything outside it, so tooltips of elements in the dialog must be inside it.
  (anchor.closest('dialog[open]') ?? document.body).append(bubble);
  const around = anchor.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = around.bottom + 6 + own.height <= innerHeight;
  const left = around.left + around.width / 2 - own.width / 2;
  bubble.style.left = `${Math.max(8, Math.min(left, innerWidth - own.width - 8))}px`;
  bubble.style.top = `${below ? around.bottom + 6 : around.top - own.height - 6}px`;
  shown = bubble;
}

function hide(): void {
  shown?.remove();
  shown = undefined;
}
