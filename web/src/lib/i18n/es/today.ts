import type { Nouns } from '../nouns.ts';
import type { AreaTexts } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const texts = (nouns: Nouns): AreaTexts['today'] => ({
  today: {
    title: 'Hoy',
    tasks: 'Tareas',
    nothing: 'No hay nada más pendiente para ti.',
    all: (count) => `Ver todo (${count})`,
    plan: 'Planear el siguiente paso',
    planFor: (title) => `Planear el siguiente paso: ${title}`,
    sections: {
      lead: `${nouns.lead.Many} sin respuesta`,
      deal: `${nouns.deal.Many} que te esperan`,
      quote: `${nouns.quote.Many} por vencer`,
      invoice: `${nouns.invoice.Many} con pago atrasado`,
      issue: `${nouns.issue.Many} para hoy o con retraso`,
    },
    failed: 'No se pudo cargar lo que tienes pendiente',
    waiting: (days) =>
      days === 0
        ? 'Llegó hoy'
        : plural(days, { one: 'Espera desde hace # día', other: 'Espera desde hace # días' }),
    noStep: 'Sin siguiente paso',
    pastClose: (days) => plural(days, { one: 'Debía cerrarse ayer', other: 'Debía cerrarse hace # días' }),
    inStage: (days) => plural(days, { other: '# días en esta etapa' }),
    expires: (days) =>
      days === 0 ? 'Vence hoy' : plural(days, { one: 'Vence mañana', other: 'Vence en # días' }),
    overdue: (days) => plural(days, { one: '# día de atraso', other: '# días de atraso' }),
  },
});
