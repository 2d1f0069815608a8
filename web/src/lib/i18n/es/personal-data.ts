import type { AreaTexts } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const personalData: AreaTexts['personalData']['personalData'] = {
  title: (name) => `Datos personales de ${name}`,
  stored: 'Qué se guarda',
  storedText:
    'Un archivo con los valores, las notas, las actividades, las tareas, los archivos y el historial de esta persona, para cuando los pida. Los enlaces a archivos que contiene funcionan unos minutos.',
  download: 'Descargar',
  fileName: (name) => `Datos personales de ${name}.json`,
  downloadFailed: 'No se pudo crear el archivo. Inténtalo de nuevo.',
  downloaded: 'Se descargó el archivo.',
  cut: 'El archivo no lo contiene todo: algunas listas eran demasiado largas.',
  erase: 'Eliminar los datos de esta persona',
  removed: 'Se elimina definitivamente lo siguiente:',
  records: (count) => plural(count, { one: '# registro', other: '# registros' }),
  notes: (count) => plural(count, { one: '# nota', other: '# notas' }),
  activities: (count) => plural(count, { one: '# actividad', other: '# actividades' }),
  tasks: (count) => plural(count, { one: '# tarea', other: '# tareas' }),
  files: (count) => plural(count, { one: '# archivo', other: '# archivos' }),
  copies: 'Todos los archivos de exportaciones y las importaciones que contienen a esta persona',
  values: 'Los valores en el historial de lo que se elimina',
  replaced:
    'En los demás sitios, «[erased]» sustituye los correos, los teléfonos y el nombre completo. Los textos que solo contienen el nombre o el apellido no cambian: edítalos tú. Los registros que se refieren a esta persona se conservan, y también lo que figura en los documentos ya emitidos.',
  remembered:
    'Si más adelante alguien escribe o importa el mismo correo o teléfono, Cobalt avisa de que era de una persona cuyos datos se eliminaron.',
  sharing: (names) => `También tienen uno de los correos o teléfonos, y lo conservan: ${names}`,
  erasesShared: 'Quitarlo también ahí',
  namesakes: (count) =>
    plural(count, {
      one: 'Alguien más tiene el mismo nombre completo, así que los textos que solo contienen el nombre se quedan.',
      other:
        'Otras # personas o empresas tienen el mismo nombre completo, así que los textos que solo contienen el nombre se quedan.',
    }),
  countsFailed: 'No se pudo contar lo que se elimina.',
  confirmation: (name) => `Escribe ${name} para confirmar`,
  otherName: 'Ese no es el nombre de esta persona',
  confirm: 'Eliminar los datos de esta persona',
  running: 'Eliminando…',
  runningText:
    'Esta persona ya no está en ninguna lista. Se están buscando las copias y los textos en otros sitios, lo que tarda unos minutos, u horas si hay muchos datos. Puedes cerrar esta ventana; la eliminación continúa.',
  found: (count) =>
    plural(count, { one: '# sitio cambiado hasta ahora', other: '# sitios cambiados hasta ahora' }),
  changed: (count) => plural(count, { one: '# sitio cambiado', other: '# sitios cambiados' }),
  done: 'Datos eliminados',
  doneText: 'Una búsqueda en todos los datos ya no encuentra nada de esta persona.',
  close: 'Cerrar',
};

export const texts = () => ({ personalData });
