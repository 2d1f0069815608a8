import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';

interface PageTexts {
  conversation: string;
  you: string;
  earlier: string;
  answer: string;
  answerAgain: string;
  send: string;
  empty: string;
  closed: string;
  busy: string;
  failed: string;
  error: string;
  notSent: string;
  nothingTitle: string;
  nothing: string;
  otherLanguage: string;
}

const texts: Record<Language, PageTexts> = {
  en: {
    conversation: 'What was written',
    you: 'You',
    earlier: 'Earlier answers aren’t shown.',
    answer: 'Your answer',
    answerAgain: 'Your answer, which opens this again',
    send: 'Send',
    empty: 'Write something first.',
    closed: `This was closed more than ${limits.reopenDays} days ago and can’t be answered any more. Write again with the form.`,
    busy: 'Too many answers. Your text is kept. Try sending it again later.',
    failed: 'The answer couldn’t be sent. Your text is kept. Try again in a moment.',
    error: 'Error',
    notSent: 'Your answer wasn’t sent. Here it is once more, so that you can copy it.',
    nothingTitle: 'This link doesn’t work any more',
    nothing: 'It has expired or was ended. The newest e-mail has the newest link.',
    otherLanguage: 'Ver en español',
  },
  es: {
    conversation: 'Lo escrito hasta ahora',
    you: 'Tú',
    earlier: 'Las respuestas anteriores no se muestran.',
    answer: 'Tu respuesta',
    answerAgain: 'Tu respuesta, que vuelve a abrir esto',
    send: 'Enviar',
    empty: 'Escribe algo antes.',
    closed: `Esto se cerró hace más de ${limits.reopenDays} días y ya no se puede responder. Escribe otra vez con el formulario.`,
    busy: 'Demasiadas respuestas. Tu texto se conserva. Vuelve a enviarlo más tarde.',
    failed: 'No se pudo enviar la respuesta. Tu texto se conserva. Inténtalo de nuevo en un momento.',
    error: 'Error',
    notSent: 'Tu respuesta no se envió. Aquí la tienes otra vez para que puedas copiarla.',
    nothingTitle: 'Este enlace ya no funciona',
    nothing: 'Caducó o se anuló. El correo más reciente tiene el enlace más reciente.',
    otherLanguage: 'View in English',
  },
};

export const textsIn = (language: Language): PageTexts => texts[language];
