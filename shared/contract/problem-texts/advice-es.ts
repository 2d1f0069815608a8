import type { ProblemCode } from '../problem.ts';

/** What to do about each kind of problem, for problems that say nothing more precise. */
export const problemAdvice: Record<ProblemCode, string> = {
  merged: 'Usa el registro de `mergedInto`.',
  invalid_request:
    'Comprueba que la ruta, la consulta y las cabeceras están bien formadas y que el cuerpo es JSON válido.',
  unauthenticated:
    'Envía en `Authorization` un token de acceso de una sesión que no haya terminado o una clave de API que no se haya revocado.',
  forbidden:
    'Pide a un propietario o administrador de la organización un rol que lo permita o una clave de API con este permiso.',
  being_deleted: 'Un propietario puede restaurar la organización hasta que se eliminen sus datos.',
  not_found: 'No existe, se eliminó o no tienes acceso. Comprueba la dirección.',
  method_not_allowed: 'Usa uno de los métodos de `Allow`.',
  not_acceptable: 'Acepta application/json u omite la cabecera.',
  conflict: 'Obtén el estado actual y vuelve a intentarlo con lo que permite.',
  precondition_failed: 'Obtén la última versión, aplica tu cambio y envía su ETag en `If-Match`.',
  too_large: 'Envía menos de una vez.',
  unsupported_media_type: 'Envía el cuerpo como application/json.',
  invalid_input: 'Corrige los valores que indica `errors` y vuelve a intentarlo. No se guardó nada.',
  precondition_required:
    'Obtén el recurso y envía su ETag en `If-Match`, para que no se pierda ningún cambio de otras personas.',
  too_many_requests: 'Espera los segundos de `Retry-After`. No se guardó nada.',
  internal: 'Inténtalo de nuevo. Si vuelve a ocurrir, avisa indicando el `requestId`.',
  unavailable: 'Espera los segundos de `Retry-After`. Repite un cambio con la misma `Idempotency-Key`.',
};
