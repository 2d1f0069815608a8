import type { Form } from '#contract/form.ts';
import type { FieldError, FieldErrorCode, ProblemCode } from '#contract/problem.ts';

type Language = Form['language'];

/** Fixed texts of the public page. The form's author writes all others. */
interface PageTexts {
  send: string;
  required: string;
  errorsTitle: string;
  error: string;
  stale: string;
  refused: Partial<Record<ProblemCode, string>>;
  failed: string;
  sentTitle: string;
  goOn: string;
  trap: string;
  choose: string;
  yes: string;
  no: string;
  nothingTitle: string;
  nothing: string;
  errors: Partial<Record<FieldErrorCode, string>> & { invalid_format: string };
  tooLong: (limit: number) => string;
}

const texts: Record<Language, PageTexts> = {
  en: {
    send: 'Send',
    required: 'Fields marked * are required.',
    errorsTitle: 'Check the following answers',
    error: 'Error',
    stale: 'This page was open too long, or the form has changed. Check your answers and send it again.',
    refused: {
      too_many_requests: 'Too many submissions. Your answers are kept. Try sending the form again later.',
      forbidden: 'This form can’t be sent from this site.',
      conflict: 'This form doesn’t accept answers at the moment. Your answers are kept.',
    },
    failed: 'The form couldn’t be sent. Your answers are kept. Try again in a moment.',
    sentTitle: 'Thank you',
    goOn: 'Continue',
    trap: 'Leave this field empty',
    choose: 'Choose an option',
    yes: 'Yes',
    no: 'No',
    nothingTitle: 'This form isn’t available',
    nothing: 'It was turned off, or the address is incomplete.',
    errors: {
      required: 'This field is required',
      range_order: 'Must be at least the minimum amount',
      invalid_email: 'Must be an e-mail address, such as ana@example.com',
      invalid_phone: 'Must be a phone number with its country code, such as +34 933 201 181',
      wrong_type: 'Enter a number, such as 1250',
      not_a_choice: 'Choose one of the options',
      invalid_format: 'The answer isn’t in a valid format',
    },
    tooLong: (limit) => `Must have at most ${limit} characters`,
  },
  es: {
    send: 'Enviar',
    required: 'Los campos marcados con * son obligatorios.',
    errorsTitle: 'Revisa estas respuestas',
    error: 'Error',
    stale:
      'Esta página ha estado abierta demasiado tiempo o el formulario ha cambiado. Revisa tus respuestas y envíalo otra vez.',
    refused: {
      too_many_requests:
        'Demasiados envíos. Tus respuestas se conservan. Vuelve a enviar el formulario más tarde.',
      forbidden: 'Este formulario no se puede enviar desde este sitio.',
      conflict: 'Este formulario no admite respuestas en este momento. Tus respuestas se conservan.',
    },
    failed: 'No se pudo enviar el formulario. Tus respuestas se conservan. Inténtalo de nuevo en un momento.',
    sentTitle: 'Gracias',
    goOn: 'Continuar',
    trap: 'Deja este campo vacío',
    choose: 'Elige una opción',
    yes: 'Sí',
    no: 'No',
    nothingTitle: 'Este formulario no está disponible',
    nothing: 'Se ha desactivado o la dirección está incompleta.',
    errors: {
      required: 'Este campo es obligatorio',
      range_order: 'Debe ser al menos el importe mínimo',
      invalid_email: 'Escribe un correo, por ejemplo, ana@example.com',
      invalid_phone: 'Escribe un teléfono con el prefijo del país, por ejemplo, +34 933 201 181',
      wrong_type: 'Escribe un número, por ejemplo, 1250',
      not_a_choice: 'Elige una de las opciones',
      invalid_format: 'El formato de la respuesta no es válido',
    },
    tooLong: (limit) => `Debe tener ${limit} caracteres como máximo`,
  },
};

export const textsIn = (language: Language): PageTexts => texts[language];

/** The message for an answer that was refused. */
export function errorText(language: Language, { code, limit }: Pick<FieldError, 'code' | 'limit'>): string {
  const { errors, tooLong } = texts[language];
  if (code === 'too_long' && limit !== undefined) return tooLong(limit);
  return errors[code] ?? errors.invalid_format;
}

/** The first supported language in an Accept-Language header, or English. */
export function languageOf(languages: string): Language {
  const first = /\b(en|es)\b/i.exec(languages)?.[1]?.toLowerCase();
  return first === 'es' ? 'es' : 'en';
}
