import type { HandleClientError } from '@sveltejs/kit/hooks';

/** Passes the thrown error unchanged to the error page. */
export const handleError: HandleClientError = ({ error }) => {
  console.error(error);
  return { cause: error };
};
