import { userInfo } from 'node:os';

/** Who does something at the terminal, as the audit log names them. */
export function whoWorksHere(): string {
  return `user ${userInfo().username}`;
}
