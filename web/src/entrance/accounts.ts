import type { Account } from './account';

/** Somebody one can be for a trial, and the channels he may call in. */
export interface DemoAccount extends Account {
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

/** The accounts of a server in development mode; none anywhere else. */
export async function demoAccounts(ask: typeof fetch = fetch): Promise<readonly DemoAccount[]> {
  try {
    const answer = await ask('/meet/accounts');
    const body = answer.ok ? ((await answer.json()) as { accounts?: DemoAccount[] }) : {};
    return body.accounts ?? [];
  } catch {
    return [];
  }
}
