import type { HandleClientError } from '@sveltejs/kit/hooks';

/** Hands what was thrown on to the error page as it is. */
export const handleError: HandleClientError = ({ error }) => {
  console.error(error);
  return { cause: error };
};
