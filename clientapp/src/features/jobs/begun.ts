/** Id of the job that a request began. */
export async function begun(answer: Promise<{ response: Response }>): Promise<string> {
  const { response } = await answer;
  return response.headers.get('Location')!.split('/').at(-1)!;
}
