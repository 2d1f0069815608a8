import type { Attachment } from 'svelte/attachments';

/** Lets a row that scrolls sideways fade at the edges behind which there is more. */
export const fadeEdges: Attachment<HTMLElement> = (row) => {
  const mark = () => {
    const { scrollLeft, scrollWidth, clientWidth } = row;
    row.toggleAttribute('data-more-before', scrollLeft > 1);
    row.toggleAttribute('data-more-after', scrollWidth - clientWidth - scrollLeft > 1);
  };
  const observer = new ResizeObserver(mark);
  for (const element of [row, ...row.children]) observer.observe(element);
  row.addEventListener('scroll', mark, { passive: true });
  return () => {
    observer.disconnect();
    row.removeEventListener('scroll', mark);
  };
};
