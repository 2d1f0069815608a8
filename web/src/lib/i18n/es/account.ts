import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

/** Texts of the page with a user's own data and the deletion of the account. */
export const accountTexts = (): Pick<Messages, 'account'> => ({
  account: {
    title: 'Tu cuenta',
    link: 'Tus datos y eliminar la cuenta',
    back: 'Volver',
    data: {
      title: 'Tus datos',
      text: 'Descarga lo que guardamos sobre ti: tu perfil, los ajustes de acceso, las organizaciones a las que perteneces, tus vistas privadas, tus claves de API sin secretos y los cambios que hiciste.',
      records:
        'Lo que introdujiste en una organización es de ella y no se incluye. Sus propietarios pueden exportarlo.',
      action: 'Descargar mis datos',
      file: 'cobalt-crm-mis-datos.json',
      done: 'Se descargaron tus datos',
    },
    deletion: {
      title: 'Eliminar la cuenta',
      lead: 'Tu cuenta y todo lo personal que contiene se borran definitivamente. Nadie puede restaurarlos.',
      ends: 'Qué termina',
      sessions: 'Todas tus sesiones, al momento',
      profile: 'Tu perfil, tu foto, tus vistas privadas y tus calendarios',
      access: (name) => `Tu acceso a ${name}`,
      deleting: (name) => `Tu acceso a ${name}, que se está eliminando`,
      apiKeys: (count) => plural(count, { one: '# clave de API', other: '# claves de API' }),
      invitations: (count) =>
        plural(count, { one: '# invitación que enviaste', other: '# invitaciones que enviaste' }),
      stays: 'Qué se conserva',
      staysText:
        'Lo que introdujiste y cambiaste en una organización se queda en ella. En lugar de tu nombre se muestra «Exmiembro». Las tareas pendientes siguen asignadas a ti hasta que alguien las asuma.',
      email:
        'Después podrás usar tu correo para una cuenta nueva. La cuenta nueva no tendrá ninguno de estos datos.',
      blocked: 'Antes de eliminar tu cuenta',
      onlyOwner: (name) => `Nadie más tiene el rol de propietario en ${name}.`,
      onlyMember: (name) => `No hay más miembros en ${name}.`,
      makeOwner: 'Asignar el rol a otra persona',
      deleteOrganization: 'Eliminar la organización',
      confirmation: (email) => `Escribe ${email} para confirmar`,
      otherEmail: 'Esta no es tu dirección de correo',
      password: 'Contraseña',
      code: 'Código',
      codeHelp: 'De tu aplicación de autenticación, o un código de recuperación.',
      action: 'Eliminar la cuenta',
    },
  },
});
