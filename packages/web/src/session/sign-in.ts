/** Sign-in is the authentication library's, reached by plain requests with a cookie. */
import { ApiFailure, post } from "../api.ts";

export async function signIn(email: string, password: string): Promise<void> {
  await post("/api/auth/sign-in/email", { email, password });
}

/** As the server demands. */
export const SHORTEST_PASSWORD = 10;

/** Sessions elsewhere end: whoever knew the old password is out. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await post("/api/auth/change-password", {
    currentPassword,
    newPassword,
    revokeOtherSessions: true,
  });
}

export async function signOut(): Promise<void> {
  await post("/api/auth/sign-out");
}

export function isWrongPassword(problem: unknown): boolean {
  return problem instanceof ApiFailure && (problem.status === 401 || problem.status === 403);
}

export function isSlowedDown(problem: unknown): boolean {
  return problem instanceof ApiFailure && problem.status === 429;
}
