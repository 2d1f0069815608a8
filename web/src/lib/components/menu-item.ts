import type { Component } from 'svelte';

export interface MenuItem {
  label: string;
  icon?: Component<{ class?: string }> | undefined;
  /** Shortcut of the same command. */
  keys?: string | undefined;
  run?: () => void;
  danger?: boolean;
  /** Marks the selected option of a choice. */
  checked?: boolean;
  /** Separated by a line above. */
  apart?: boolean;
  /** A heading for the items that follow. */
  heading?: string;
}
