import type { BoardParts } from '../board/parts.ts';
import IssueCardRows from './IssueCardRows.svelte';

const parts: BoardParts = { CardRows: IssueCardRows };
export default parts;
