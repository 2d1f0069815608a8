import type { activityKindNames as english } from '../en/activity-kinds.ts';

export const activityKindNames: typeof english = {
  call: 'Llamada',
  email: 'Correo',
  meeting: 'Reunión',
  note: 'Nota',
  task: 'Tarea',
};
