import type { activityMeasureTexts as english } from '../en/activity-reports.ts';

export const activityMeasureTexts: typeof english = {
  activities: {
    label: 'Actividades',
    about: 'Las actividades registradas, por su fecha, y las planificadas, por el día en que se completaron.',
  },
  call: { label: 'Llamadas', about: 'Actividades de un tipo que equivale a una llamada.' },
  email: { label: 'Correos', about: 'Actividades de un tipo que equivale a un correo.' },
  meeting: { label: 'Reuniones', about: 'Actividades de un tipo que equivale a una reunión.' },
  note: { label: 'Notas', about: 'Actividades de un tipo que equivale a una nota.' },
  task: { label: 'Tareas', about: 'Tareas completadas.' },
  minutes: { label: 'Minutos', about: 'Duración total de las actividades.' },
  planned: {
    label: 'Planificadas',
    about:
      'Las actividades planificadas para el periodo, completadas o no. Cuentan para la persona asignada.',
  },
  kept: {
    label: 'Planificadas y completadas',
    about: 'De las actividades planificadas para el periodo, las que se completaron.',
  },
  keptShare: {
    label: 'Parte completada',
    about: 'De las actividades planificadas para el periodo, la parte que se completó.',
  },
};
