import type { AreaTexts } from '../messages.ts';

export const texts = (): AreaTexts['plans'] => ({
  plans: {
    hint: 'También puedes escribir cuándo: «mar 10» o «en 3 días».',
    due: 'Vence',
    undo: 'Dejar estas palabras en el título',
    outcomeOf: (title) => `Resultado de ${title}`,
    about: 'Sobre',
    nothing: 'Ningún registro',
    next: '¿Qué sigue?',
    nextAbout: (title) => `¿Qué sigue con ${title}?`,
    nextHint: '¿Qué sigue? Por ejemplo, «llamar mar 10»',
    nextAdded: (title, when) => `Añadida: ${title}, vence ${when}`,
    snooze: {
      hour: { today: 'En una hora', later: 'Una hora después' },
      day: { today: 'Mañana', later: 'Un día después' },
      monday: { today: 'El lunes', later: 'El lunes siguiente' },
      week: { today: 'En una semana', later: 'Una semana después' },
      pick: 'Elegir fecha…',
      title: (title) => `Posponer «${title}»`,
      until: 'Vence',
    },
  },
});
