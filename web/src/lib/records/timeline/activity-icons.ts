import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import Mail from '@lucide/svelte/icons/mail';
import Phone from '@lucide/svelte/icons/phone';
import SquareCheck from '@lucide/svelte/icons/square-check';
import StickyNote from '@lucide/svelte/icons/sticky-note';

export const activityIcons = {
  call: Phone,
  email: Mail,
  meeting: CalendarCheck,
  note: StickyNote,
  task: SquareCheck,
};
